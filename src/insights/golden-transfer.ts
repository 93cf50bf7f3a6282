/**
 * How well the turns at which a human was offered fit those at which one was wanted, 0..1: each offered turn counts the more, the
 * nearer it is to a wanted one. None offered is right where none was wanted. Golden Transfer within Tolerance of Liu
 * et al., “Time to Transfer: Predicting and Evaluating Machine-Human Chatting Handoff”, AAAI 2021
 * (https://arxiv.org/abs/2012.07610), without a bias for early or late ones.
 *
 * @param wanted for each turn of one conversation, whether a human was wanted there
 * @param given for each turn, whether a human was offered or brought in
 * @param tolerance in turns; at so many turns off a turn still counts e^-½
 */
export function goldenTransfer(
  wanted: readonly boolean[],
  given: readonly boolean[],
  tolerance: number,
): number {
  const golden = wanted.flatMap((one, at) => (one ? [at] : []));
  const chosen = given.flatMap((one, at) => (one ? [at] : []));
  if (golden.length === 0) return chosen.length === 0 ? 1 : 0;
  if (chosen.length === 0) return 0;
  const near = chosen.map((at) => Math.min(...golden.map((one) => Math.abs(one - at))));
  const scores = near.map((off) => Math.exp(-(off * off) / (2 * tolerance * tolerance)));
  return scores.reduce((sum, one) => sum + one, 0) / scores.length;
}
