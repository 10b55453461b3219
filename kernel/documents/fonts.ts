import { createRequire } from 'node:module';
import { coverageOf } from './coverage.ts';

const require = createRequire(import.meta.url);

const main = () => require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');
const rare = () => require.resolve('@expo-google-fonts/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf');

/** Song for text, its bold for titles, Hei for headings; the last one has characters of names that the others lack, such as 𠮷. */
export function fontFiles(): readonly string[] {
  return [
    main(),
    require.resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
    require.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'),
    rare(),
  ];
}

export type Found = 'main' | 'rare' | 'missing';

interface Coverage {
  readonly main: (code: number) => boolean;
  readonly rare: (code: number) => boolean;
}

let coverage: Coverage | undefined;

/** Which font shows a character. Line breaks and joiners need no glyph. */
export function fontOf(character: string): Found {
  coverage ??= { main: coverageOf(main()), rare: coverageOf(rare()) };
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x200b && code <= 0x200d) || (code >= 0xfe00 && code <= 0xfe0f)) return 'main';
  if (coverage.main(code)) return 'main';
  return coverage.rare(code) ? 'rare' : 'missing';
}

/** Text in pieces that one font shows each. */
export function runsOf(text: string): readonly { readonly text: string; readonly font: Found }[] {
  const runs: { text: string; font: Found }[] = [];
  for (const character of text) {
    const font = fontOf(character);
    const last = runs.at(-1);
    if (last?.font === font) last.text += character;
    else runs.push({ text: character, font });
  }
  return runs;
}
