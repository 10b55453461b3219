#!/usr/bin/env node
// Verifies what an Anwang ledger says about itself, with nothing but Node 18 or later and the two files of this folder.
// It shares no code with the ledger on purpose: two implementations of RFC 9162 must agree.
import { createHash, createPublicKey, createVerify, verify as verifyOnce } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { grow, hasSm3, rootFrom, rootOfEdge, rootsFrom, sidesOf, treeOf } from './tree.mjs';

const usage = `用法 / usage:
  node verify.mjs PROOF.json [--key PUBLIC.pem]                一条记录的存在证明，或两个树头的一致性证明
                                                              an inclusion proof, or a consistency proof of two heads
  node verify.mjs LOG.jsonl --head HEADS.json [--key PUBLIC.pem]  整个日志的导出 / an export of the whole log
  --key FILE       只信任此公钥，可重复 / trust this public key only; may be repeated
  --lang zh|en     只用一种语言 / one language only
  --portable-sm3   用自带的 SM3 实现 / use the SM3 that comes along
退出码 / exit code: 0 属实 / verified · 1 不符 / not verified · 2 无法核验 / could not be checked`;

/** Ends the run with exit code 2: nothing can be said about the proof. */
class Unusable extends Error {
  constructor(zh, en) {
    super(en);
    this.text = { zh, en };
  }
}

const options = { keys: [], lang: 'both', heads: null, file: null, portable: false };

function say(text, mark = '') {
  if (options.lang !== 'en') console.log(`${mark}${text.zh}`);
  if (options.lang !== 'zh') console.log(options.lang === 'both' && mark !== '' ? `  ${text.en}` : `${mark}${text.en}`);
}

let failures = 0;

/** One thing checked. The name in brackets is stable, for scripts. */
function check(holds, name, good, bad) {
  if (!holds) failures += 1;
  if (holds) say(good, '✓ ');
  else say(bad, `✗ [${name}] `);
  return holds;
}

/** The tree with the head's hash. */
function openTree(algorithm) {
  const tree = treeOf(algorithm, options.portable);
  if (tree === null) throw new Unusable(`不认识的散列算法 ${algorithm}`, `Unknown hash algorithm ${algorithm}`);
  if (algorithm === 'sm3' && !hasSm3)
    say({ zh: '此 Node 没有 SM3，改用自带的实现', en: 'This Node has no SM3; using the one that comes along' }, '· ');
  return tree;
}

// ---- signatures ----------------------------------------------------------------------------------------------

const sm2Preamble = Buffer.from(
  '008031323334353637383132333435363738fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc28e9fa9e9d9f5e344d5a9e4bcf6509a7' +
    'f39789f515ab8f92ddbcbd414d940e9332c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153' +
    'd0a9877cc62a474002df32e52139f0a0',
  'hex',
);

const sm2Oid = Buffer.from('06082a811ccf5501822d', 'hex');

function keyOf(pem) {
  try {
    const key = createPublicKey(pem);
    const der = key.export({ type: 'spki', format: 'der' });
    return { id: createHash('sha256').update(der).digest('hex'), key, der };
  } catch {
    throw new Unusable('公钥无法读取', 'The public key cannot be read');
  }
}

/** Ed25519 (RFC 8032), or SM2 with SM3 under the usual signer's name (GB/T 32918.2-2016). */
function signed(key, scheme, message, signature) {
  if (scheme === 'ed25519') return key.key.asymmetricKeyType === 'ed25519' && verifyOnce(null, message, key.key, signature);
  if (scheme !== 'sm2-sm3') throw new Unusable(`不认识的签名算法 ${scheme}`, `Unknown signature scheme ${scheme}`);
  if (!hasSm3) throw new Unusable('此 Node 不支持 SM2 签名', 'This Node cannot verify SM2 signatures');
  if (!key.der.includes(sm2Oid)) return false;
  const z = createHash('sm3').update(sm2Preamble).update(key.der.subarray(-64)).digest();
  return createVerify('sm3').update(z).update(message).verify(key.key, signature);
}

/** The signed bytes: the six fields in this order are their canonical JSON. */
function headText({ algorithm, at, log, root, size, v }) {
  return JSON.stringify({ algorithm, at, log, root, size, v });
}

function checkHead({ head, signature, cosignatures = [] }, bundled) {
  const name = { zh: `规模 ${head.size} 的树头`, en: `the tree head of size ${head.size}` };
  const extra = Object.keys(head).sort().join() !== 'algorithm,at,log,root,size,v';
  check(
    !extra && head.v === 1,
    'head',
    { zh: `${name.zh}格式正确`, en: `The form of ${name.en} is right` },
    { zh: `${name.zh}格式不对`, en: `The form of ${name.en} is wrong` },
  );
  const trusted = options.keys.length > 0 ? options.keys : bundled;
  const key = trusted.find((each) => each.id === signature.key);
  const unknown = {
    zh: `${name.zh}由密钥 ${signature.key} 签名，该公钥未提供`,
    en: `The key ${signature.key} that signed ${name.en} is not among those trusted`,
  };
  if (!check(key !== undefined, 'key', { zh: `公钥指纹 ${signature.key}`, en: `The public key is ${signature.key}` }, unknown)) return;
  const message = Buffer.from(headText(head), 'utf8');
  const good = {
    zh: `${name.zh}（${head.at}，日志“${head.log}”）签名有效`,
    en: `The signature of ${name.en} (${head.at}, log "${head.log}") holds`,
  };
  const bad = { zh: `${name.zh}与签名不符：树头或签名被改动`, en: `The signature does not fit ${name.en}: one of them was changed` };
  check(signed(key, signature.scheme, message, Buffer.from(signature.value, 'base64')), 'signature', good, bad);
  for (const each of cosignatures) {
    const witness = [...options.keys, ...bundled].find((one) => one.id === each.key);
    if (witness === undefined) {
      say(
        { zh: `${each.by} 的见证签名未核验：没有其公钥`, en: `The cosignature of ${each.by} was not checked: its key is not here` },
        '· ',
      );
      continue;
    }
    const fits = signed(witness, each.scheme, message, Buffer.from(each.value, 'base64'));
    const yes = { zh: `${each.by} 的见证签名有效`, en: `The cosignature of ${each.by} holds` };
    check(fits, 'cosignature', yes, { zh: `${each.by} 的见证签名无效`, en: `The cosignature of ${each.by} does not hold` });
  }
}

// ---- reading -------------------------------------------------------------------------------------------------

function must(holds, field) {
  if (!holds) throw new Unusable(`证明缺少字段或格式不对：${field}`, `The proof lacks a field or has it in the wrong form: ${field}`);
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function mustHead(signedHead) {
  const { head, signature, cosignatures } = signedHead ?? {};
  must(head !== null && typeof head === 'object', 'head');
  must(isCount(head.size) && head.size > 0, 'head.size');
  must(isHash(head.root), 'head.root');
  must(typeof head.log === 'string' && typeof head.at === 'string' && typeof head.algorithm === 'string', 'head');
  must(signature !== null && typeof signature === 'object', 'signature');
  must(
    [signature.key, signature.scheme, signature.value].every((each) => typeof each === 'string'),
    'signature',
  );
  must(cosignatures === undefined || Array.isArray(cosignatures), 'cosignatures');
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Unusable(`文件 ${file} 无法读取：${error.message}`, `The file ${file} cannot be read: ${error.message}`);
  }
}

/** Keys that came with the proof: each must be what its id says. */
function bundledKeys(list) {
  must(list === undefined || Array.isArray(list), 'keys');
  return (list ?? []).map((each) => {
    const key = keyOf(each.pem);
    const bad = {
      zh: `随附的公钥与其指纹 ${each.id} 不符`,
      en: `A public key that came with the proof is not the one of its id ${each.id}`,
    };
    if (key.id !== each.id) check(false, 'key', bad, bad);
    return key;
  });
}

// ---- the three things that can be verified --------------------------------------------------------------------

function tell(entry) {
  let said;
  try {
    said = JSON.parse(entry);
  } catch {
    return say({ zh: '记录正文不是 JSON', en: 'The text of the entry is not JSON' }, '· ');
  }
  const { type, id, version, at, verb, actor = {} } = said;
  say(
    {
      zh: `记录：${at}，单位 ${actor.org}，人员 ${actor.person}，岗位 ${actor.post}，办理 ${verb}（${type} ${id} 第 ${version} 版）`,
      en: `The entry: at ${at} person ${actor.person} in post ${actor.post} of ${actor.org} did ${verb} (${type} ${id}, version ${version})`,
    },
    '· ',
  );
}

function verifyInclusion(proof) {
  must(typeof proof.entry === 'string', 'entry');
  must(isHash(proof.leaf), 'leaf');
  must(isCount(proof.index), 'index');
  must(isCount(proof.size), 'size');
  must(Array.isArray(proof.path) && proof.path.every(isHash), 'path');
  mustHead(proof);
  const { head, index, size } = proof;
  const tree = openTree(head.algorithm);
  tell(proof.entry);
  const sizes = {
    zh: `证明的规模 ${size} 与树头的规模 ${head.size} 不同`,
    en: `The proof is for size ${size}, the head for size ${head.size}`,
  };
  check(size === head.size, 'size', { zh: `证明针对规模 ${size} 的树头`, en: `The proof is for the head of size ${size}` }, sizes);
  const own = tree.leaf(proof.entry);
  const leaf = Buffer.from(proof.leaf, 'hex');
  if (index >= size) {
    const out = { zh: `位置 ${index} 超出规模 ${size}`, en: `Place ${index} lies outside size ${size}` };
    check(false, 'index', out, out);
  } else {
    const sides = sidesOf(index, size);
    const path = proof.path.map((each) => Buffer.from(each, 'hex'));
    const root = Buffer.from(head.root, 'hex');
    const leads = (from) => path.length === sides.length && rootFrom(tree, from, sides, path).equals(root);
    const same = own.equals(leaf);
    const changed = leads(own)
      ? ['leaf', { zh: '证明中的散列值不是这条记录的', en: 'The hash in the proof is not that of the entry' }]
      : ['entry', { zh: '记录正文被改动：其散列值与封存时的不同', en: 'The entry was changed: its hash is not the one that was sealed' }];
    check(same, changed[0], { zh: '记录正文与封存的散列值一致', en: 'The text of the entry has the hash that was sealed' }, changed[1]);
    const good = { zh: `从第 ${index} 项到树根的路径成立`, en: `The path leads from place ${index} to the root` };
    const bad = {
      zh: `从第 ${index} 项不能到达树根：位置、路径或树根被改动`,
      en: `The path does not lead from place ${index} to the root: place, path or root was changed`,
    };
    check(leads(leaf) || leads(own), 'path', good, bad);
  }
  checkHead(proof, bundledKeys(proof.keys));
}

function verifyConsistency(proof) {
  must(Array.isArray(proof.path) && proof.path.every(isHash), 'path');
  mustHead(proof.first);
  mustHead(proof.second);
  const [first, second] = [proof.first.head, proof.second.head];
  const other = { zh: '两个树头不属于同一日志', en: 'The two heads are not of the same log' };
  check(
    first.log === second.log && first.algorithm === second.algorithm,
    'log',
    { zh: '两个树头属于同一日志', en: 'Both heads are of the same log' },
    other,
  );
  const tree = openTree(second.algorithm);
  const [older, newer] = [first.root, second.root].map((each) => Buffer.from(each, 'hex'));
  const path = proof.path.map((each) => Buffer.from(each, 'hex'));
  const roots = first.size <= second.size ? rootsFrom(tree, first.size, second.size, older, path) : null;
  const holds = roots?.[0].equals(older) === true && roots[1].equals(newer);
  const good = {
    zh: `规模 ${second.size} 的日志是规模 ${first.size} 的日志的延续，其间没有改动`,
    en: `The log of ${second.size} entries continues the log of ${first.size}; nothing in it was changed`,
  };
  const bad = {
    zh: `规模 ${second.size} 的日志不是规模 ${first.size} 的日志的延续`,
    en: `The log of ${second.size} entries does not continue the log of ${first.size}`,
  };
  check(holds, 'consistency', good, bad);
  const keys = bundledKeys(proof.keys);
  checkHead(proof.first, keys);
  checkHead(proof.second, keys);
}

/** Heads from a file: one, a list, or the answer of the API with its keys. */
function readHeads(file) {
  const found = readJson(file);
  const heads = Array.isArray(found) ? found : Array.isArray(found.heads) ? found.heads : [found];
  must(heads.length > 0, 'heads');
  heads.forEach(mustHead);
  return { heads: heads.sort((left, right) => left.head.size - right.head.size), keys: bundledKeys(found.keys) };
}

async function verifyLog(file) {
  const { heads, keys } = readHeads(options.heads);
  const tree = openTree(heads[0].head.algorithm);
  const waiting = [...heads];
  const edge = [];
  let size = 0;
  let good = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    const { index, entry } = JSON.parse(line);
    must(typeof entry === 'string', `line ${size + 1}`);
    if (index !== size) {
      const gap = { zh: `第 ${size} 项缺失，其后是第 ${index} 项`, en: `Place ${size} is missing; place ${index} follows` };
      check(false, 'index', gap, gap);
      return;
    }
    grow(tree, edge, tree.leaf(entry));
    size += 1;
    while (waiting[0]?.head.size === size) {
      const { head } = waiting.shift();
      const root = rootOfEdge(tree, edge);
      const yes = { zh: `前 ${size} 项与树头一致`, en: `The first ${size} entries are those of the head` };
      const no = {
        zh: `前 ${size} 项与树头不一致：第 ${good} 至 ${size - 1} 项之间有改动`,
        en: `The first ${size} entries are not those of the head: something between places ${good} and ${size - 1} was changed`,
      };
      if (check(root.toString('hex') === head.root, 'root', yes, no)) good = size;
    }
  }
  for (const { head } of waiting) {
    const short = { zh: `树头规模为 ${head.size}，导出只有 ${size} 项`, en: `The head says ${head.size} entries, the export has ${size}` };
    check(false, 'size', short, short);
  }
  for (const each of heads) checkHead(each, keys);
}

// ---- the command ---------------------------------------------------------------------------------------------

function readArguments(list) {
  const rest = [...list];
  while (rest.length > 0) {
    const next = rest.shift();
    if (next === '--key') options.keys.push(keyOf(readFileSync(rest.shift(), 'utf8')));
    else if (next === '--head') options.heads = rest.shift();
    else if (next === '--lang') options.lang = rest.shift();
    else if (next === '--portable-sm3') options.portable = true;
    else if (!next.startsWith('--') && options.file === null) options.file = next;
    else throw new Unusable(usage, usage);
  }
  if (options.file === null || !['zh', 'en', 'both'].includes(options.lang)) throw new Unusable(usage, usage);
}

async function main() {
  readArguments(process.argv.slice(2));
  if (options.heads !== null) await verifyLog(options.file);
  else {
    const proof = readJson(options.file);
    if (proof?.kind === 'anwang-inclusion') verifyInclusion(proof);
    else if (proof?.kind === 'anwang-consistency') verifyConsistency(proof);
    else throw new Unusable('不是安网账本的证明', 'This is no proof of an Anwang ledger');
  }
  if (options.keys.length === 0) {
    say(
      {
        zh: '公钥来自证明本身：请与公布的指纹核对，或用 --key 指定',
        en: 'The key came with the proof: compare its id with the published one, or give --key',
      },
      '! ',
    );
  }
  if (failures === 0) say({ zh: '结论：属实', en: 'Verified' });
  else say({ zh: `结论：不符（${failures} 处）`, en: `NOT verified (${failures} faults)` });
  process.exitCode = failures === 0 ? 0 : 1;
}

main().catch((error) => {
  const text = error instanceof Unusable ? error.text : { zh: `无法核验：${error.message}`, en: `Could not be checked: ${error.message}` };
  if (text.zh === text.en) console.error(text.zh);
  else console.error(options.lang === 'zh' ? text.zh : options.lang === 'en' ? text.en : `${text.zh}\n${text.en}`);
  process.exitCode = 2;
});
