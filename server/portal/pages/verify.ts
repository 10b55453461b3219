import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockText } from '#kernel/clock/zone.ts';
import { ROOT } from '#kernel/database/root.ts';
import { heads } from '#kernel/ledger/heads.ts';
import { readAsSystem } from '#kernel/ledger/session.ts';
import type { PublicKey } from '#kernel/ledger/signature.ts';
import type { SignedHead } from '#kernel/ledger/tree-head.ts';
import { framed } from '../frame.ts';
import { type Html, html } from '../html.ts';
import type { Language, Text } from '../language.ts';
import type { Page } from '../page.ts';
import type { Asked } from '../parts.ts';
import { facts } from '../table.ts';

const words = {
  title: { zh: '核验存证', en: 'Verify a proof' },
  lead: {
    zh: '平台上的每一次办理都记入一本只能追加的日志（默克尔树），日志的树头由平台签名并在此公布。拿到一份存证的人不必相信平台：用公开的核验程序，就能自己算出这份记录有没有被改过、有没有被删掉。',
    en: 'Every act on the platform is written into a log that can only grow (a Merkle tree), and the heads of the tree are signed and published here. Whoever holds a proof need not believe the platform: with the public verifier they can compute whether the record was changed or removed.',
  },
  how: { zh: '怎样核验', en: 'How to verify' },
  step1: {
    zh: '向经办单位或当事企业取得存证文件 PROOF.json（平台“存证核验”页可下载）。',
    en: 'Get the proof, PROOF.json, from the office or the enterprise concerned (their console’s proof page offers it).',
  },
  step2: {
    zh: '下载下面两个核验程序文件放在同一文件夹；需要 Node 18 或更新的版本，不需要联网，不需要安装别的东西。',
    en: 'Download the two files of the verifier below into one folder. It needs Node 18 or later, no network and nothing else.',
  },
  step3: {
    zh: '下载公钥，并与印在纸上或其他网站公布的公钥编号核对。',
    en: 'Download the public key and compare its id with the one on paper or on another site.',
  },
  step4: { zh: '运行：', en: 'Run:' },
  step5: {
    zh: '程序用文字逐项说明是否属实。退出码：0 属实，1 不符，2 无法核验。',
    en: 'It says in words what holds. Exit code: 0 verified, 1 not verified, 2 could not be checked.',
  },
  step6: {
    zh: '把今天的树头存一份。以后可以用 /v1/ledger/consistency?from=旧大小&to=新大小 取得一致性证明，核验新日志包含旧日志的全部。',
    en: 'Keep a copy of today’s head. Later /v1/ledger/consistency?from=OLD&to=NEW proves that the log of then is wholly contained in the log of now.',
  },
  files: { zh: '核验程序', en: 'The verifier' },
  filesNote: {
    zh: '程序与平台不共用任何代码。从本站下载的程序请用下面的 SHA-256 与开源仓库中的同名文件核对。',
    en: 'It shares no code with the platform. Compare what you download here with the file of the same name in the open-source repository, by its SHA-256.',
  },
  keys: { zh: '公钥', en: 'Public keys' },
  keyId: { zh: '公钥编号（SHA-256）', en: 'Id of the key (SHA-256)' },
  scheme: { zh: '签名算法', en: 'Signature' },
  download: { zh: '下载 PEM', en: 'Download as PEM' },
  heads: { zh: '最近公布的树头', en: 'Newest tree heads' },
  headsNote: { zh: '最近 5 个；机器读取见', en: 'The newest five. For programs:' },
  noHeads: { zh: '还没有签名的树头。', en: 'No tree head has been signed yet.' },
  size: { zh: '记录条数', en: 'Entries' },
  root: { zh: '树根', en: 'Root' },
  algorithm: { zh: '散列算法', en: 'Hash' },
  at: { zh: '签名时间（北京时间）', en: 'Signed at (China time)' },
  log: { zh: '日志名称', en: 'Log' },
  signature: { zh: '签名（Base64）', en: 'Signature (Base64)' },
  signedBy: { zh: '签名公钥', en: 'Signed with the key' },
  cosigned: { zh: '联署', en: 'Cosigned by' },
} as const satisfies Record<string, Text>;

/** The stand-alone verifier, offered for download as it is in the repository. */
export const verifierFiles = ['verify.mjs', 'tree.mjs'].map((name) => {
  const text = readFileSync(join(ROOT, 'tools/verify', name), 'utf8');
  return { name, text, hash: createHash('sha256').update(text).digest('hex') };
});

const mono = (text: string) => html`<span class="mono">${text}</span>`;

function keyList(keys: readonly PublicKey[], language: Language): Html {
  return html`${keys.map(
    (key) => html`<section><h2>${words.keys[language]}</h2>${facts([
      [words.keyId[language], mono(key.id)],
      [words.scheme[language], key.scheme],
      ['PEM', html`<pre>${key.pem}</pre><a href="/public/keys/${key.id}.pem" download>${words.download[language]}</a>`],
    ])}</section>
`,
  )}`;
}

function headFacts({ head, signature, cosignatures }: SignedHead, language: Language): Html {
  const by = cosignatures.map((each) => each.by).join(', ');
  return facts([
    [words.size[language], head.size.toLocaleString('en')],
    [words.at[language], clockText(new Date(head.at))],
    [words.root[language], mono(head.root)],
    [words.algorithm[language], head.algorithm],
    [words.log[language], mono(head.log)],
    [words.signature[language], mono(signature.value)],
    [words.signedBy[language], mono(signature.key)],
    ...(by === '' ? [] : [[words.cosigned[language], by] as const]),
  ]);
}

function steps(language: Language): Html {
  const say = (text: Text) => html`<li>${text[language]}</li>`;
  return html`<ol>${say(words.step1)}${say(words.step2)}${say(words.step3)}
<li>${words.step4[language]}<pre>node verify.mjs PROOF.json --key anwang.pem</pre></li>
${say(words.step5)}${say(words.step6)}</ol>`;
}

export async function verifyPage({ platform, keys, language }: Asked): Promise<Page> {
  const newest = await readAsSystem(platform.database, (sql) => heads(sql, { limit: 5 }));
  const files = verifierFiles.map(
    ({ name, hash }) => [html`<a href="/public/verifier/${name}" download>${name}</a>`, html`SHA-256 ${mono(hash)}`] as const,
  );
  const list = newest.map((each) => html`<div>${headFacts(each, language)}</div><hr>`);
  const body = html`<p class="lead">${words.lead[language]}</p>
<section><h2>${words.how[language]}</h2>${steps(language)}</section>
<section><h2>${words.files[language]}</h2><p>${words.filesNote[language]}</p>
<ul>${files.map(([link, hash]) => html`<li>${link} ${hash}</li>`)}</ul></section>
${keyList([...keys.known.values(), ...keys.witnesses.values()], language)}
<section><h2>${words.heads[language]}</h2><p>${words.headsNote[language]} <a href="/v1/ledger/heads">/v1/ledger/heads</a></p>
${newest.length === 0 ? html`<p>${words.noHeads[language]}</p>` : list}</section>`;
  return framed({ language, section: '/verify', path: '/verify', title: words.title[language], body, moment: platform.clock.now() });
}
