import type { AnyOffer } from '#kernel/documents/offer.ts';
import type { Paper, PaperFormat } from '#kernel/documents/paper.ts';
import { fileColumns, type StoredFile } from '#kernel/files/deps.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { look, planName } from '#kernel/scope/scope.ts';
import type { Platform } from '#server/platform.ts';

/** Where a kept paper belongs in its record. No field of a definition has a colon. */
export function paperField(name: string): string {
  return `paper:${name}`;
}

/** What a browser saves a paper as: number and title. */
export function paperFileName(offer: AnyOffer, paper: Pick<Paper, 'number' | 'title'>, ending: string): string {
  const named = [paper.number ?? '', paper.title === '' ? offer.label.zh : paper.title].filter((each) => each !== '').join(' ');
  return `${[...named.replaceAll(/[\\/:*?"<>|\n]/g, '_')].slice(0, 80).join('')}.${ending}`;
}

const mediaTypes: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  // The drawing is made of the paper's own value.
  svg: 'application/json',
};

export type KeptPapers = Readonly<Partial<Record<PaperFormat, StoredFile>>>;

/** The forms in which the paper that was issued last is kept, as far as the reader sees its record. */
export async function keptPapers(platform: Platform, actor: Actor, type: AnyRecordType, id: string, name: string): Promise<KeptPapers> {
  const text = `select distinct on (media_type) ${fileColumns} from file
    where record_type = $1 and record_id = $2 and state = 'bound' and field = $3 order by media_type, at desc`;
  const [found] = await look(platform.database, actor, [
    { name: planName('paper.kept', actor), text, values: [type.name, id, paperField(name)] },
  ]);
  // The statement selects exactly the columns of a stored file.
  const files = (found?.rows ?? []) as unknown as readonly StoredFile[];
  const byForm = Object.entries(mediaTypes).flatMap(([form, mediaType]) => {
    const file = files.find((each) => each.media_type === mediaType);
    return file === undefined ? [] : [[form, file] as const];
  });
  return Object.fromEntries(byForm);
}
