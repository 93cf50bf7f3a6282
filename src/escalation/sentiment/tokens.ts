/** As much of a message is looked at. */
const LONGEST = 4_000;
const NOT_SAID = /```[\s\S]*?(?:```|(?![\s\S]))|`[^`\n]*`|^ {0,3}>.*$/gm;
const TOKEN =
  /[a-zA-Z]+(?:['’][a-zA-Z]+)?|@user|#\w+|0|[:;=8][-o*']?[)\](dDpP/\\|[]|[)\](dDpP/\\|[][-o*']?[:;=8]|<3|[!?.]+|[^\sA-Za-z0-9]/gu;
const NEGATES =
  /^(?:not|no|never|nor|cannot|without|hardly|barely|nothing|nobody|none|[a-z]+n't|dont|doesnt|didnt|cant|wont|isnt)$/;
/** Words that a negation reaches. */
const REACH = 4;

/** A message as written, without code, quotations, addresses, names and figures. */
export function plainText(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(NOT_SAID, ' ')
    .replace(/&(?:amp|lt|gt);/g, (entity) => (entity === '&amp;' ? '&' : entity === '&lt;' ? '<' : '>'))
    .replace(/https?:\/\/\S+/g, ' URL ')
    .replace(/@\w+/g, ' @user ')
    .replace(/\d+(?:[.,:]\d+)*/g, '0');
}

/** The words and marks of a plain text, in small letters; a word in capitals is followed by `CAPS`. */
export function tokensOf(plain: string): string[] {
  return (plain.match(TOKEN) ?? []).flatMap((token) => {
    if (/^[a-zA-Z]/.test(token)) {
      const word = token
        .toLowerCase()
        .replace(/(.)\1{2,}/g, '$1$1')
        .replace('’', "'");
      return token.length > 2 && token === token.toUpperCase() ? [word, 'CAPS'] : [word];
    }
    if (/^[!?.]/.test(token)) return [`${token[0]}${token.length > 1 ? '+' : ''}`];
    return [token.toLowerCase()];
  });
}

/** Which of the tokens a negation turns around. */
export function negatedOf(tokens: readonly string[]): boolean[] {
  let left = 0;
  return tokens.map((token) => {
    if (/^[.!?,;:]/.test(token)) left = 0;
    const negated = left > 0 && /^\p{L}/u.test(token);
    if (left > 0) left -= 1;
    if (NEGATES.test(token)) left = REACH;
    return negated;
  });
}

/** Groups of three and four letters within words, their beginnings and ends marked by a space. */
export function letterGroupsOf(plain: string): string[] {
  const groups: string[] = [];
  for (const word of plain.toLowerCase().split(/\s+/)) {
    if (word === '') continue;
    const letters = [...` ${word.slice(0, 60)} `];
    for (const size of [3, 4]) {
      for (let at = 0; at + size <= letters.length; at += 1)
        groups.push(letters.slice(at, at + size).join(''));
    }
  }
  return groups;
}
