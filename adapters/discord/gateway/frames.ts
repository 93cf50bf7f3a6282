import { type Shape, shapeOf, textOf } from '../../../src/platform/shape.ts';

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const [DISPATCH, RECONNECT, INVALID, HELLO] = [0, 7, 9, 10];
/** Discord says 41,250 ms. Anything much shorter would be a flood. */
const SHORTEST_HEARTBEAT_MS = 10;

/**
 * A frame of the gateway, as far as the library needs it to be well formed; undefined where it is not. The library takes
 * every frame as it comes, and one of an unknown shape would end the process.
 */
export function readFrame(data: unknown): Shape | undefined {
  let frame: unknown;
  try {
    frame = JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer));
  } catch {
    return undefined;
  }
  const shape = shapeOf(frame);
  const { op, s, t, d } = shape;
  if (op === DISPATCH) return isDispatch(s, t, d) ? shape : undefined;
  if (op === HELLO) {
    const interval = shapeOf(d)['heartbeat_interval'];
    return typeof interval === 'number' && interval >= SHORTEST_HEARTBEAT_MS ? shape : undefined;
  }
  if (op === INVALID) return { ...shape, d: d === true };
  return typeof op === 'number' && op <= HELLO + 1 && op >= RECONNECT - 6 ? shape : undefined;
}

function isDispatch(s: unknown, t: unknown, d: unknown): boolean {
  if (!Number.isSafeInteger(s) || typeof t !== 'string') return false;
  const data = shapeOf(d);
  return t !== 'READY' || (textOf(data['session_id']) !== '' && isGatewayUrl(data['resume_gateway_url']));
}

/** Whether a value is an address that a WebSocket can be opened at. */
export function isGatewayUrl(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^wss?:$/.test(new URL(value).protocol);
}
