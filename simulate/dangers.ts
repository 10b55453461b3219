import type { Random } from '#kernel/clock/random.ts';

/** What is commonly found wrong in a trade, and how it is put right. Wordings are made up after published inspection sheets. */
export interface DangerKind {
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly category: 'person' | 'machine' | 'environment' | 'management';
  readonly remedy: string;
  /** Months in which it is found more often; left out, all year. */
  readonly months?: readonly number[];
}

type Row = readonly [
  title: string,
  description: string,
  location: string,
  category: DangerKind['category'],
  remedy: string,
  months?: readonly number[],
];

const winter = [11, 12, 1, 2, 3];
const summer = [6, 7, 8, 9];

const everywhere: readonly Row[] = [
  [
    '灭火器压力不足或超期未检',
    '现场抽查灭火器压力表指针位于红区，检验标签已超期',
    '车间东侧通道',
    'machine',
    '更换灭火器六具，建立月检记录并挂牌',
  ],
  ['疏散通道堆放物料', '安全出口内侧堆放纸箱和推车，宽度不足一米四', '一层安全出口', 'environment', '清理通道，划定黄线，明确当班清场人'],
  ['配电箱未设漏电保护', '移动用电设备接自无漏电保护的配电箱，箱门缺失', '二级配电箱', 'machine', '加装漏电保护器和箱门，做接地电阻测试'],
  ['电气线路私拉乱接', '插排串接使用，导线穿越通道无保护', '办公区与仓库之间', 'person', '拆除私接线路，按规范重新敷设'],
  ['安全教育培训记录不全', '新入职人员三级安全教育卡缺班组级签字', '安全管理办公室', 'management', '补做班组级教育并考核，记录归档'],
  ['有限空间作业未执行审批', '污水池清淤作业无审批票，未做气体检测', '污水处理站', 'management', '停止作业，补办审批，配齐检测仪和三脚架'],
  ['应急照明不亮', '断电测试时两处应急照明和一处疏散指示标志不亮', '主楼梯间', 'machine', '更换应急灯三套，断电复测合格'],
  ['动火作业无监护人', '切割作业点五米内有可燃物，无人监护', '检修现场', 'person', '清理可燃物，指定监护人，重新办理动火票'],
  ['安全警示标志缺失', '主要危险部位未设警示标志和风险告知卡', '生产区入口', 'management', '按风险分级图补设标志和告知卡'],
  ['采暖锅炉房未设可燃气体报警', '燃气锅炉房报警器失电，排风未联锁', '锅炉房', 'machine', '恢复报警器供电，完成与排风联锁测试', winter],
  ['屋面积雪未及时清除', '彩钢屋面积雪厚度超过设计荷载提示线', '成品库屋面', 'environment', '组织清雪，设置警戒区', winter],
  ['防雷检测超期', '防雷装置定期检测报告已超期', '厂区', 'management', '委托有资质机构检测并取得合格报告', summer],
];

const byLine: Readonly<Record<string, readonly Row[]>> = {
  'coal-mine': [
    ['瓦斯传感器悬挂位置不符合要求', '回风巷甲烷传感器距顶板超过规定距离', '回风巷', 'machine', '按规程调整悬挂位置并重新标校'],
    ['掘进工作面局部通风机未实现双电源切换', '现场试验主备风机切换失败', '掘进工作面', 'machine', '更换切换开关，试验记录存档'],
    ['隔爆水棚水量不足', '主要大巷隔爆水棚有水袋破损缺水', '运输大巷', 'environment', '更换水袋并补水，纳入每班巡查'],
  ],
  'non-coal-mine': [
    ['采场边坡浮石未清理', '台阶坡面存在浮石和伞檐', '露天采场二号台阶', 'environment', '清除浮石和伞檐，设置警戒'],
    ['尾矿库干滩长度不足', '实测最小干滩长度小于设计值', '尾矿库', 'environment', '调整放矿方式并降低库水位', summer],
    ['提升绞车保护装置失效', '过卷保护试验不动作', '副井绞车房', 'machine', '检修过卷保护并试验三次合格'],
  ],
  'hazardous-chemicals': [
    ['储罐紧急切断阀未投用', '液位联锁处于旁路状态，未办理旁路审批', '储罐区', 'machine', '恢复联锁投用，补办变更审批'],
    ['可燃气体探测器报警未处置', '控制室有两处长期报警未确认', '中控室', 'management', '逐点核查处置，标定探测器'],
    ['装卸区静电接地夹损坏', '装车鹤位静电接地报警仪失效', '装卸栈台', 'machine', '更换接地报警仪，测试合格'],
    ['禁忌物料混存', '氧化剂与还原剂同库存放', '危险品库房', 'management', '按禁忌表分库存放，更新台账'],
  ],
  fireworks: [
    ['仓库超量存放', '库房实际存放量超过核定药量', '产品仓库', 'management', '转运超量产品，更新电子台账', winter],
    ['仓库防静电设施失效', '入口静电释放装置接地电阻超标', '仓库入口', 'machine', '重做接地并检测'],
  ],
  metallurgy: [
    ['熔融金属吊运通道有积水', '炉前吊运区域地坪有积水', '炼钢跨', 'environment', '排除积水，修补地坪，增设挡水坎'],
    ['煤气报警器未覆盖作业岗位', '煤气柜值班室未设一氧化碳报警', '煤气区域', 'machine', '加装固定式报警器并标定'],
  ],
  'industry-trade': [
    ['机械传动部位无防护罩', '皮带轮和联轴器外露，未设防护罩', '加工车间', 'machine', '制作并安装防护罩，停机挂牌后验收'],
    ['除尘系统积尘未清理', '木粉尘除尘管道积尘厚度超过三毫米', '除尘系统', 'environment', '停机清灰，建立班清扫制度'],
    ['冲压设备双手按钮失效', '两台压力机单手可启动', '冲压车间', 'machine', '修复双手按钮，增加光栅'],
    ['涉氨制冷场所喷淋未投用', '氨机房事故喷淋手动阀关闭', '制冷机房', 'machine', '开启喷淋并试验，报警器联锁恢复'],
  ],
  construction: [
    ['脚手架连墙件缺失', '三层作业面连墙件被拆除未恢复', '主体三层', 'machine', '补设连墙件并经监理验收', [4, 5, 6, 7, 8, 9, 10]],
    ['基坑临边防护不到位', '基坑东侧临边护栏缺失约十二米', '基坑东侧', 'environment', '补设护栏和警示灯', [4, 5, 6, 7, 8, 9, 10]],
    ['塔式起重机限位器失灵', '起升高度限位试验不动作', '一号塔机', 'machine', '更换限位器并由检测机构复检', [4, 5, 6, 7, 8, 9, 10]],
    ['高处作业未系安全带', '外墙作业人员两人未系挂安全带', '外墙施工面', 'person', '停工教育，增设生命线，恢复作业前核查'],
  ],
  'road-transport': [
    ['营运车辆动态监控离线', '两台车卫星定位终端离线超过二十四小时', '监控室', 'management', '修复终端，对驾驶员约谈教育'],
    ['驾驶员疲劳驾驶报警未处理', '平台疲劳报警未闭环处理', '监控室', 'person', '停运教育，补录处理记录'],
    ['车辆轮胎磨损超限', '抽查车辆后轮花纹深度不足', '停车场', 'machine', '更换轮胎，车辆例检记录补签', winter],
  ],
  fire: [['消防控制室值班人员无证', '当班两人中一人未持消防设施操作员证', '消防控制室', 'person', '调整持证人员值班，安排取证']],
  gas: [
    ['燃气管道占压', '中压管道上方搭建临时棚', '门站外二百米', 'environment', '拆除占压物，恢复警示桩'],
    ['液化气瓶超期未检', '充装台发现超期气瓶三只', '充装台', 'management', '隔离超期瓶，报废处理并核查台账'],
    ['调压箱泄漏报警器失效', '调压箱报警器无信号', '调压站', 'machine', '更换报警器并上传数据'],
  ],
  tourism: [
    ['游乐设施安全带锁扣失效', '抽查座椅锁扣可自行弹开', '游乐区', 'machine', '停用检修，更换锁扣并试运行', [5, 6, 7, 8, 9]],
    ['滑雪场拖牵索道防护不足', '索道下站缓冲垫破损', '索道下站', 'machine', '更换缓冲垫并复核急停', winter],
  ],
  agriculture: [['联合收割机防护装置缺失', '割台传动轴防护罩缺失', '机具停放场', 'machine', '加装防护罩，作业前检查', [9, 10, 11]]],
  fishery: [['渔船救生设备不足', '核定八人只配救生衣五件', '码头', 'machine', '补齐救生衣并贴反光带', summer]],
  water: [['泄洪闸启闭机备用电源失效', '备用柴油发电机无法启动', '启闭机房', 'machine', '检修发电机并试运行三十分钟', summer]],
};

function kindOf([title, description, location, category, remedy, months]: Row): DangerKind {
  return { title, description, location, category, remedy, ...(months === undefined ? {} : { months }) };
}

const common = everywhere.map(kindOf);
const special = new Map(Object.entries(byLine).map(([line, rows]) => [line, rows.map(kindOf)]));

/** One kind of danger that is found in a line of industry in a month (1 … 12): what is in season three times as often. */
export function dangerFor(random: Random, line: string, month: number): DangerKind {
  const own = special.get(line) ?? [];
  const list = own.length > 0 && random.next() < 0.6 ? own : common;
  const weighted = list.flatMap((kind) => (kind.months === undefined ? [kind] : kind.months.includes(month) ? [kind, kind, kind] : []));
  return random.pick(weighted.length > 0 ? weighted : common);
}
