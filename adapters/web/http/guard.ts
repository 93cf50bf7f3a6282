import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isLoopback, type WebSettings } from '../settings.ts';
import { problem } from './fail.ts';

const COOKIE = 'baton_web';
const COOKIE_SECONDS = 30 * 24 * 3_600;

/**
 * What the page may do: load what this server serves, and nothing else. The header's meaning:
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Headers that every answer carries. */
export const safeHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has('Content-Security-Policy')) context.header('Content-Security-Policy', POLICY);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cross-Origin-Resource-Policy', 'same-origin');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
  if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
};

/**
 * Refuses what another website's page sends by way of the visitor's browser: under a host name of its own that it lets
 * point here (DNS rebinding), or as a request from its own origin (CSRF).
 */
export function onlyOwnPages({ host, token }: WebSettings): MiddlewareHandler {
  return async (context, next) => {
    const named = context.req.header('host') ?? '';
    // With a token a foreign name gains nothing: the cookie belongs to the name that it was given under.
    if (token === undefined && !isOwnHost(named, host)) {
      return problem(context, 403, 'The web workspace is not served under this host name');
    }
    const reading = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (!reading && !isSameOrigin(context, named)) {
      return problem(context, 403, 'Only the page itself may send this');
    }
    return next();
  };
}

/** Lets in only who shows the token: once in the address, from then on as a cookie. */
export function onlyWithToken(token: string | undefined, loginPage: () => string): MiddlewareHandler {
  if (token === undefined) return (_, next) => next();
  const proof = digest(`baton web cookie ${token}`).toString('hex');
  return async (context, next) => {
    const shown = context.req.query('token');
    if (shown !== undefined && equal(shown, token)) {
      setCookie(context, COOKIE, proof, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: COOKIE_SECONDS,
        secure: context.req.header('x-forwarded-proto') === 'https',
      });
      return context.redirect(withoutToken(context), 303);
    }
    if (equal(getCookie(context, COOKIE) ?? '', proof)) return next();
    if (context.req.path.startsWith('/api/'))
      return problem(context, 401, 'Open the page with its token first');
    return context.html(loginPage(), 401);
  };
}

function isOwnHost(named: string, host: string): boolean {
  const name = named.replace(/:\d+$/, '');
  return isLoopback(name) || name.toLowerCase() === host.toLowerCase();
}

function isSameOrigin(context: Context, named: string): boolean {
  const origin = context.req.header('origin');
  if (origin !== undefined) return URL.canParse(origin) && new URL(origin).host === named.toLowerCase();
  // What is no browser sends neither header, and acts for nobody but itself.
  const site = context.req.header('sec-fetch-site');
  return site === undefined || site === 'same-origin' || site === 'none';
}

function withoutToken(context: Context): string {
  const query = new URLSearchParams(context.req.query());
  query.delete('token');
  // A path that begins with two slashes would be another host's address.
  const path = context.req.path.replace(/^\/+/, '/');
  return query.size > 0 ? `${path}?${query}` : path;
}

function equal(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
