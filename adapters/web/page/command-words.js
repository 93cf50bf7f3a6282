/** How a message begins that is a command; its words follow. */
export const COMMAND = /^\/baton(?:\s+|$)/;
