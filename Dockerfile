# Baton in a container: small, without root, on a read-only file system. docs/deploying.md tells how to run it.
FROM node:24-alpine AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY adapters ./adapters
RUN npm run build

FROM node:24-alpine AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# Maps, type declarations and readmes are more than half of what is installed, and nothing reads them here.
RUN npm ci --omit=dev --ignore-scripts \
  && npm cache clean --force \
  && find node_modules -type f ! -iname 'licen*' \
    \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.md' \) -delete

FROM node:24-alpine
LABEL org.opencontainers.image.title="Baton" \
      org.opencontainers.image.description="A support bot for Slack, Discord and Microsoft Teams with human takeover" \
      org.opencontainers.image.licenses="MIT"
# Readiness is asked inside the container. Others reach it only where monitor.host is 0.0.0.0 and the port is published.
ENV NODE_ENV=production \
    BATON_DATA_DIR=/data \
    BATON__MONITOR__ENABLED=on
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY bin ./bin
COPY config ./config
COPY adapters/slack/manifest.yaml ./adapters/slack/manifest.yaml
COPY adapters/web/page ./adapters/web/page
# What is written goes to /data alone: the embedded store and the index of the knowledge base.
RUN mkdir /data && chown node:node /data
VOLUME ["/data"]
USER node
# The web workspace, Slack over HTTP, Teams, metrics and health: each where it is switched on, and its host is 0.0.0.0.
EXPOSE 3210 3211 3978 9464
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node takes SIGTERM by itself: Baton finishes what is in hand, and leaves the rest to the next.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "bin/baton.js"]
CMD ["start"]
