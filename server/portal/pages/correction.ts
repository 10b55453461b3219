import type { Detail } from '#kernel/problem/problem.ts';
import { publicActor } from '#kernel/scope/actor.ts';
import { planName } from '#kernel/scope/scope.ts';
import { dataCorrection } from '#modules/net/data-correction/record.ts';
import { framed } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { addressOf, type Language, type Text } from '../language.ts';
import type { Page } from '../page.ts';
import type { Asked } from '../parts.ts';
import { readPublic } from '../read.ts';

const { fields } = dataCorrection;

const words = {
  title: { zh: '报告信息有误', en: 'Report an error' },
  about: { zh: '关于', en: 'About' },
  lead: {
    zh: '您认为该企业的公开信息有误，可以在这里报告。由其主管部门在规定期限内核实并答复，您凭回执号查看。不需要登录，可以不留姓名。',
    en: 'If you think that what is public about this enterprise is wrong, say so here. The department in charge checks and answers within its time; you follow it by a receipt. No log-in, and you need not give your name.',
  },
  danger: {
    zh: '这里不受理隐患和事故举报：举报请拨打 12350。',
    en: 'This is not for reporting dangers or accidents: call 12350 for those.',
  },
  faults: {
    zh: '没有提交：请改正下面标出的内容，已填写的都还在。',
    en: 'Nothing was sent: correct what is marked below; what you typed is still there.',
  },
  choose: { zh: '请选择', en: 'Choose' },
  must: { zh: '（必填）', en: ' (required)' },
  submit: { zh: '提交报告', en: 'Send the report' },
  aside: { zh: '此栏请留空', en: 'Leave this empty' },
  asideFault: {
    zh: '标有“请留空”的一栏有内容：请清空后再提交。',
    en: 'The field marked “leave this empty” holds something: empty it and send again.',
  },
  privacy: {
    zh: '姓名和手机号只供核实这件事，平台上以掩码显示，每次查看都有记录。',
    en: 'Name and phone serve to check this report only; they are masked on the platform, and each look at them is recorded.',
  },
} as const satisfies Record<string, Text>;

/** What the form takes; `website` is what only programs fill in, and `receipt` comes with the form. */
export const formNames = ['matter', 'statement', 'reporter_name', 'phone', 'website', 'receipt'] as const;

export interface CorrectionForm {
  readonly id: string;
  readonly receipt: string;
  readonly values: Readonly<Record<string, string>>;
  /** Why it was refused, each at its field. */
  readonly refusals: readonly Detail[];
  readonly trapped?: boolean;
}

function around(name: string, label: Html, input: Html, form: CorrectionForm, language: Language): Html {
  const wrong = form.refusals.filter((each) => each.field === name);
  return html`<div class="field">${label}${input}${wrong.length === 0 ? null : html`<p class="wrong" id="${name}-wrong">${wrong.map((each) => each.text[language]).join(' ')}</p>`}</div>
`;
}

function described(name: string, form: CorrectionForm, hasHelp: boolean): Html {
  const wrong = form.refusals.some((each) => each.field === name);
  const by = [...(hasHelp ? [`${name}-help`] : []), ...(wrong ? [`${name}-wrong`] : [])].join(' ');
  return html`${by === '' ? null : html` aria-describedby="${by}"`}${wrong ? html` aria-invalid="true"` : null}`;
}

function labelOf(name: keyof typeof fields, required: boolean, language: Language): Html {
  const { label } = fields[name];
  const help = 'help' in fields[name] ? fields[name].help : undefined;
  return html`<label for="${name}">${label[language]}${required ? words.must[language] : null}</label>
${help === undefined ? null : html`<p class="help" id="${name}-help">${help[language]}</p>`}`;
}

function inputs(form: CorrectionForm, language: Language): Html {
  const { values } = form;
  const options = Object.entries(fields.matter.options).map(
    ([value, label]) => html`<option value="${value}"${values.matter === value ? html` selected` : null}>${label[language]}</option>`,
  );
  const matter = html`<select id="matter" name="matter"${described('matter', form, false)}><option value="">${words.choose[language]}</option>${options}</select>`;
  const statement = html`<textarea id="statement" name="statement" rows="6" maxlength="${fields.statement.max}"${described('statement', form, true)}>
${values.statement ?? ''}</textarea>`;
  const name = html`<input id="reporter_name" name="reporter_name" maxlength="${fields.reporter_name.max}" autocomplete="name" value="${values.reporter_name ?? ''}"${described('reporter_name', form, true)}>`;
  const phone = html`<input id="phone" name="phone" type="tel" maxlength="20" autocomplete="tel" value="${values.phone ?? ''}"${described('phone', form, true)}>`;
  return html`${around('matter', labelOf('matter', true, language), matter, form, language)}${around('statement', labelOf('statement', true, language), statement, form, language)}${around('reporter_name', labelOf('reporter_name', false, language), name, form, language)}${around('phone', labelOf('phone', false, language), phone, form, language)}`;
}

/** What stands above the form: that it was refused, and what belongs to no field of it. */
function faultsOf(form: CorrectionForm, language: Language): Html | null {
  if (form.refusals.length === 0 && form.trapped !== true) return null;
  const shown: readonly (string | undefined)[] = ['matter', 'statement', 'reporter_name', 'phone'];
  const others = form.refusals.filter((each) => !shown.includes(each.field)).map((each) => html`<p>${each.text[language]}</p>`);
  return html`<div class="note fault" role="alert"><p>${words.faults[language]}</p>${others}${form.trapped === true ? html`<p>${words.asideFault[language]}</p>` : null}</div>`;
}

/** The form about one enterprise, empty or with what was typed; null when the enterprise is not on the public register. */
export async function correctionPage({ platform, language }: Asked, form: CorrectionForm): Promise<Page | null> {
  const { id } = form;
  const text = 'select name from enterprise where id = $1';
  const [rows = []] = await readPublic(platform.database, [{ name: planName('portal.correction', publicActor), text, values: [id] }]);
  const name = rows[0]?.name;
  if (typeof name !== 'string') return null;
  const path = `/enterprises/${id}/correction`;
  const body = html`<p class="lead">${words.lead[language]}</p>
<p class="note warn">${words.danger[language]}</p>
<section><h2>${words.about[language]} <a href="${addressOf(language, `/enterprises/${id}`)}">${name}</a></h2>
${faultsOf(form, language)}
<form method="post" action="${addressOf(language, path)}">
${inputs(form, language)}
<div class="aside" aria-hidden="true"><label for="website">${words.aside[language]}</label><input id="website" name="website" tabindex="-1" autocomplete="off" value=""></div>
<input type="hidden" name="receipt" value="${form.receipt}">
<p class="help">${words.privacy[language]}</p>
<p><button type="submit">${words.submit[language]}</button></p></form></section>`;
  const failed = form.refusals.length > 0 || form.trapped === true;
  const { clock } = platform;
  return framed({
    language,
    section: '/enterprises',
    path,
    title: words.title[language],
    body,
    moment: clock.now(),
    status: failed ? 422 : 200,
    unlisted: true,
  });
}
