import ts from 'typescript';
import type { Finding, Law } from './law.ts';
import { lineOf, typeScriptOf, visit } from './syntax.ts';

/** Romanised field words that turn up when a term was not looked up in docs/glossary.md. Names of places are names and not here. */
const words = new Set(
  `anquan anjian yinhuan paicha zhili fengxian weixian weixianyuan qiye gongsi danwei bumen jigou zuzhi renyuan gangwei zhiwu jiaose quanxian yonghu mima denglu
  zhenggai yanshou xiaohao shenpi shenhe shangbao xiabao dengji duban guapai tongbao yuetan wenze zeren zerenzhuang zeshu jianguan jiancha jiandu zhifa wangge wanggeyuan
  xukezheng xuke zhengshu zhongda yiban fenji fenlei guankong biaozhun biaozhunhua guifan fagui falv tiaokuan wenshu lian anhao chufa caiding caiiang tingzheng songda
  shigu shangwang yingji jiuyuan yuan yujing baojing jiance jiankong chuanganqi shebei sheshi meikuang feimei kuangshan huagong weihuapin yanhua baozhu xiaofang jiaotong jianzhu
  peixun kaoshi kaohe baoxian touru feiyong jijin xiangmu jihua renwu zhibiao tongji baobiao daiban yiban banli tuihui yijiao chehui hebing yanqi daoqi yuqi
  shengfen chengshi quxian xiangzhen jiedao cunzhuang shequ quyu dizhi dianhua shouji mingcheng leixing zhuangtai shijian riqi beizhu miaoshu neirong biaoti bianhao xuhao
  shuliang jine fujian zhaopian wenjian shujuku xinxi guanli caidan liebiao xiangqing xinzeng xiugai shanchu chaxun daochu daoru yizhang yiqi yidang`
    .split(/\s+/)
    // Short ones that are also English words or endings.
    .filter((word) => !['lian', 'yuan', 'yiban', 'yiqi', 'zhili'].includes(word)),
);

function parts(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== '');
}

/** The pinyin word in a name, also when its syllables are written apart: `yinHuan`, `yin_huan`. */
function pinyinIn(name: string): string | undefined {
  const all = parts(name);
  return all.flatMap((part, index) => [part, part + (all[index + 1] ?? '')]).find((part) => words.has(part));
}

function inSql(text: string): readonly (readonly [string, number])[] {
  const code = text.replace(/--.*$/gm, '').replace(/'[^']*'/g, '');
  return [...code.matchAll(/[a-z_]+/gi)].map((match) => [match[0], code.slice(0, match.index).split('\n').length] as const);
}

export const noPinyin: Law = {
  name: 'no-pinyin',
  title: 'Identifiers are English terms of the glossary, not pinyin',
  check: (tree) => {
    const findings: Finding[] = [];
    const judge = (file: string, name: string, line?: number): void => {
      const found = pinyinIn(name);
      if (found !== undefined)
        findings.push({ file, ...(line === undefined ? {} : { line }), text: `${name}: ${found} is pinyin; see docs/glossary.md` });
    };
    for (const path of tree.paths) judge(path, path);
    for (const file of typeScriptOf(tree)) {
      const source = tree.source(file);
      visit(source, (node) => {
        if (ts.isIdentifier(node)) judge(file, node.text, lineOf(source, node));
      });
    }
    for (const file of tree.paths.filter((path) => path.endsWith('.sql')))
      for (const [name, line] of inSql(tree.text(file))) judge(file, name, line);
    return findings;
  },
};
