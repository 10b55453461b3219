import { seededRandom } from '#kernel/clock/random.ts';

const places = [
  ...[
    '一号车间',
    '二号仓库',
    '原料罐区',
    '锅炉房',
    '配电室',
    '食堂操作间',
    '成品库',
    '装卸平台',
    '办公楼',
    '北侧围墙',
    '液氨机房',
    '污水处理站',
  ],
  ...[
    '空压站',
    '涂装线',
    '铸造工段',
    '粉碎间',
    '地下管廊',
    '主井口',
    '采煤工作面',
    '掘进巷道',
    '变电所',
    '加油区',
    '卸车口',
    '烘干房',
    '冷库',
    '化验室',
  ],
  ...[
    '塔吊基础',
    '深基坑东侧',
    '脚手架',
    '厂区道路',
    '员工宿舍',
    '消防泵房',
    '危废间',
    '皮带走廊',
    '尾矿坝',
    '排土场',
    '客运站台',
    '实训楼',
  ],
];

const things = [
  ...[
    '安全阀',
    '安全出口',
    '安全警示标志',
    '灭火器',
    '可燃气体报警器',
    '压力表',
    '配电箱',
    '漏电保护装置',
    '防护栏杆',
    '应急照明',
    '疏散指示标志',
    '消火栓',
  ],
  ...[
    '起重机限位器',
    '叉车',
    '除尘系统',
    '紧急切断阀',
    '联锁',
    '围堰',
    '呼吸阀',
    '阻火器',
    '通风系统',
    '瓦斯传感器',
    '风门',
    '安全监控系统',
    '提升机制动',
  ],
  ...[
    '特种作业证',
    '动火作业票',
    '受限空间作业审批',
    '高处作业安全带',
    '吊装作业警戒',
    '临时用电线路',
    '安全培训档案',
    '应急预案',
    '应急演练记录',
    '职业健康检查',
  ],
  ...[
    '重大危险源备案',
    '防雷检测',
    '防静电接地',
    '压力容器检验',
    '电梯年检',
    '气瓶固定',
    '危化品台账',
    '爆破器材领用',
    '顶板支护',
    '排水设施',
    '边坡监测',
    '烟花存放',
  ],
];

const faults = [
  ...[
    '未设置',
    '失效',
    '超期未检定',
    '缺失',
    '损坏',
    '未投用',
    '被遮挡',
    '未经审批',
    '无人监护',
    '与现场不符',
    '未定期维护',
    '数量不足',
    '被短接',
    '无记录',
  ],
  ...['不能正常启动', '锈蚀严重', '未按规定存放', '未签字确认', '被拆除', '安装位置不当', '接线裸露', '堆放杂物', '泄漏', '报警后未处置'],
];

/** Wordings of dangers, no two alike, in an order that depends on the seed alone; the first ones are to be drawn most. */
export function dangerTitles(count: number): readonly string[] {
  const random = seededRandom('bench titles');
  const pick = <T>(list: readonly T[], lean: number): T => {
    const found = list[Math.floor(list.length * random.next() ** lean)];
    if (found === undefined) throw new RangeError('an empty list');
    return found;
  };
  const titles = new Set<string>();
  while (titles.size < count) {
    const number = 1 + Math.floor(400 * random.next());
    titles.add(`${pick(places, 1)}${number}号${pick(things, 2)}${pick(faults, 1)}`);
  }
  return [...titles];
}
