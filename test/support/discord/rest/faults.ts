/** What goes wrong with a call. `acceptThenDrop`: it is done, and nobody learns of it. */
export type Fault =
  | { status: 429; retryAfter: number; global?: boolean }
  | { status: number; code?: number; message?: string }
  | { drop: true }
  | { acceptThenDrop: true };

/** Faults to come, in the order in which they were asked for. */
export class Faults {
  private planned: { route: RegExp; fault: Fault; left: number }[] = [];

  plan(route: RegExp, fault: Fault, times: number): void {
    this.planned.push({ route, fault, left: times });
  }

  /** The fault that strikes this call, such as `POST /channels/1/messages`; it is used up. */
  take(call: string): Fault | undefined {
    const found = this.planned.find(({ route }) => route.test(call));
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.planned = this.planned.filter((one) => one !== found);
    return found.fault;
  }
}
