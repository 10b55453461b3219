import type { AnyOffer } from '#kernel/documents/offer.ts';
import type { Paper } from '#kernel/documents/paper.ts';
import { renderPaper } from '#kernel/documents/render.ts';
import type { Effect, Effects } from '#kernel/effects/effect.ts';
import { derivedId } from '#kernel/executor/derived-id.ts';
import { asWriter } from '#kernel/files/deps.ts';
import { keepFile } from '#kernel/files/keep.ts';
import type { ContentStore } from '#kernel/files/store.ts';
import { appendEntry } from '#kernel/ledger/append.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import { decodeRow } from '#kernel/record/codec.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { Fields } from '#kernel/record/field.ts';
import { oneStatement } from '#kernel/record/query.ts';
import { systemActor } from '#kernel/scope/actor.ts';
import { look } from '#kernel/scope/scope.ts';
import { papers } from '#modules/papers.ts';
import { rowAsIssued } from './as-issued.ts';
import { composePaper, type PaperParts } from './compose.ts';
import { paperField, paperFileName } from './kept.ts';

export interface KeepingParts extends PaperParts {
  readonly store: ContentStore;
}

interface Issued {
  readonly type: AnyRecordType;
  readonly offer: AnyOffer;
  /** As it was issued. */
  readonly row: Row<Fields>;
  readonly paper: Paper;
}

/** Word and PDF for whoever asks for it, and the value that both were made of, from which the preview is drawn. */
async function formsOf(paper: Paper) {
  const [pdf, docx] = [await renderPaper(paper, 'pdf'), await renderPaper(paper, 'docx')];
  const value = { bytes: Buffer.from(JSON.stringify(paper)), mediaType: 'application/json', hash: pdf.hash };
  return [
    { form: 'pdf', ...pdf },
    { form: 'docx', ...docx },
    { form: 'json', ...value },
  ];
}

/** All forms and the entry that tells of them, in one transaction: done again, nothing is added. */
async function keep(parts: KeepingParts, { type, offer, row, paper }: Issued, at: Date): Promise<void> {
  const { database } = parts.platform;
  const forms = await formsOf(paper);
  const idOf = (form: string) => derivedId(at, `paper ${row.id} ${row.version} ${offer.name} ${form}`);
  await asWriter(database, async (sql) => {
    const hashes: Record<string, string> = {};
    for (const { form, bytes, mediaType } of forms) {
      const name = paperFileName(offer, paper, form);
      const made = { id: idOf(form), bytes, mediaType, name, type: type.name, record: row.id, field: paperField(offer.name) };
      const hash = await keepFile(sql, parts.store, { ...made, person: systemActor.person, at });
      if (hash !== null) hashes[form] = hash;
    }
    if (Object.keys(hashes).length === 0) return;
    await appendEntry(sql, {
      type: 'paper',
      id: idOf('entry'),
      version: 1,
      at: parts.platform.clock.now(),
      verb: 'paper.keep',
      from: null,
      to: 'kept',
      actor: systemActor,
      scope: { region: row.region, line: row.line, subject: row.subject },
      set: { record_type: type.name, record_id: row.id, record_version: row.version, template: paper.template, sha256: hashes },
      personal: [],
    });
  });
}

function keepIssued(parts: KeepingParts, type: AnyRecordType, offers: readonly AnyOffer[]): Effect {
  return async ({ record_id, at }) => {
    const [found] = await look(parts.platform.database, systemActor, [oneStatement(type, systemActor, record_id)]);
    const raw = found?.rows[0];
    if (raw === undefined) return;
    const now = decodeRow(type, raw);
    for (const offer of offers) {
      const row = await rowAsIssued(parts.platform, type, offer, now);
      if (row === null) continue;
      const paper = await composePaper(parts, type, offer, row, systemActor);
      await keep(parts, { type, offer, row, paper }, at);
    }
  };
}

/** After an act that issues a paper it is set once and kept: what was issued is served byte for byte from then on. */
export function paperKeeping(parts: KeepingParts): Effects {
  return new Map(
    parts.platform.catalogue.all.flatMap((type) => {
      const offers = papers.offersOf(type);
      const actions = new Set(offers.flatMap((each) => each.issuedBy ?? []));
      return [...actions].map((action): [string, Effect] => [
        `${type.name}.${action}`,
        keepIssued(
          parts,
          type,
          offers.filter((each) => each.issuedBy?.includes(action) === true),
        ),
      ]);
    }),
  );
}
