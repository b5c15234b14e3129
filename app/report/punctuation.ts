/** Full-width signs of Chinese typing and the ASCII sign each stands for; one character each, so offsets hold. */
const ASCII_FOR: Readonly<Record<string, string>> = {
  '，': ',',
  '。': '.',
  '、': ',',
  '；': ';',
  '：': ':',
  '？': '?',
  '！': '!',
  '（': '(',
  '）': ')',
  '【': '[',
  '】': ']',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '×': 'x',
  '＞': '>',
  '＜': '<',
  '％': '%',
  '　': ' ',
};

/** Replaces full-width signs, digits and letters by their ASCII forms, one for one. */
export function halfWidth(text: string): string {
  return text.replace(/[，。、；：？！（）【】“”‘’×＞＜％\u3000\uff01-\uff5e]/g, (sign) => {
    const known = ASCII_FOR[sign];
    return known ?? String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
  });
}

/** Punctuation as BERT's basic tokeniser counts it: ASCII signs and Unicode's punctuation classes. */
export function isPunctuation(character: string): boolean {
  return /^[!-/:-@[-`{-~]$|^\p{P}$/u.test(character);
}

/** Chinese, Japanese and Korean ideographs: each stands alone, as in BERT's basic tokeniser. */
export function isIdeograph(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x2fa1f)
  );
}
