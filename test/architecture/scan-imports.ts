/** Words after which a slash begins a regular expression and not a division. */
const BEFORE_REGEX =
  /(?:^|[([{},;:=!&|?+\-*%<>~^]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do|yield|await))\s*$/;

/**
 * The module names that a TypeScript source imports: static, type-only, re-exported, dynamic, `require` and
 * `import('…')` types. Comments and what stands in strings are not mistaken for imports.
 */
export function scanImports(source: string): string[] {
  const { code, strings } = withoutComments(source);
  const patterns = [
    /\b(?:import|export)\b[^;"()=]*?\bfrom\s*"(\d+)"/g,
    /\bimport\s*"(\d+)"/g,
    /\bimport\s*\(\s*"(\d+)"/g,
    /\brequire(?:\.resolve)?\s*\(\s*"(\d+)"/g,
  ];
  const found = patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => Number(match[1])));
  return [...new Set(found)].sort((one, other) => one - other).flatMap((index) => strings[index] ?? []);
}

/** The code with every string replaced by its number in `strings`, and without comments and regular expressions. */
function withoutComments(source: string): { code: string; strings: string[] } {
  const strings: string[] = [];
  /** How many braces are open inside each template expression that we are in. */
  const templates: number[] = [];
  let code = '';
  let at = 0;
  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0] ?? source[at] ?? '';
    at += text.length;
    return text;
  };
  const string = (text: string) => {
    code += `"${strings.length}"`;
    strings.push(text);
  };
  /** A piece of a template: up to its end, or to the next expression in it. */
  const template = () => {
    const text = skip(/(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/y);
    string(text.replace(/(`|\$\{)$/, ''));
    if (text.endsWith('${')) templates.push(0);
  };
  while (at < source.length) {
    const char = source[at] ?? '';
    const open = templates.at(-1);
    if (source.startsWith('//', at)) skip(/\/\/[^\n]*/y);
    else if (source.startsWith('/*', at)) skip(/\/\*[\s\S]*?(?:\*\/|$)/y);
    else if (char === "'" || char === '"') string(skip(/(['"])(?:\\[\s\S]|(?!\1)[^\n])*\1?/y).slice(1, -1));
    else if (char === '`') {
      at += 1;
      template();
    } else if (char === '}' && open === 0) {
      at += 1;
      templates.pop();
      template();
    } else if (char === '/' && BEFORE_REGEX.test(code.slice(-20))) {
      skip(/\/(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\n\\[])+\/[a-z]*/y);
      code += ' 0 ';
    } else {
      if (open !== undefined && char === '{') templates[templates.length - 1] = open + 1;
      if (open !== undefined && char === '}') templates[templates.length - 1] = open - 1;
      code += char;
      at += 1;
    }
  }
  return { code, strings };
}
