/** From here on a customer sounds upset, or pleased. */
const MOOD = 0.3;

/** How a customer sounds, -1..1, in a word. */
export function soundsOf(mood: number): 'upset' | 'calm' | 'pleased' {
  if (mood <= -MOOD) return 'upset';
  return mood >= MOOD ? 'pleased' : 'calm';
}
