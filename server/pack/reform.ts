import { dayOf } from '#kernel/clock/zone.ts';
import { packOf } from '#packs/tools/pack.ts';
import { programmeOf } from '#packs/tools/reform.ts';
import type { Platform } from '#server/platform.ts';
import { type Entered, enterProgramme, type ProgrammeEntry } from '#server/reform/enter-programme.ts';
import { packReader } from './base.ts';

/** The province's own office leads (吉发〔2017〕26号 第三十二条: 向省安委会办公室报送). */
const office = '220000-commission';

const note =
  '正文公开发布，附件（重点任务分工表）不公开。八十三项任务的时限在 2017 至 2020 年，平台没有当年的办理记录，一律记为“情况不明”，由安委办凭依据核定。';

/** The pack's programme with its units as they stand on `day`. */
export function packProgramme(pack: string, day: string): ProgrammeEntry {
  const read = packReader(pack);
  const { title, document_number, issued_on, tasks } = programmeOf(packOf(read), read, day);
  return {
    title,
    document_number,
    issued_on,
    office,
    note,
    tasks: tasks.map(({ text, due: _, ...task }) => ({ ...task, content: text, standing: task.limit_on === null })),
  };
}

/** Enters the policy's 87 tasks; of those whose time has passed nothing is claimed. Done again it adds nothing. */
export async function loadProgramme(platform: Platform, pack: string): Promise<Entered> {
  return enterProgramme(platform, packProgramme(pack, dayOf(platform.clock.now())));
}
