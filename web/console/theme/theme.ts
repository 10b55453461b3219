import type { ThemeConfig } from 'antd';

/** Calm blue-grey. Red is kept for what is overdue or major, so that it still means something. */
export const colours = {
  ink: '#1d2b36',
  muted: '#566573',
  deep: '#24404f',
  primary: '#2c6284',
  ground: '#f2f5f7',
  line: '#dbe2e8',
  alarm: '#b8292f',
  amber: '#8a5a00',
  good: '#2b6b4a',
} as const;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.primary,
    // The tints that the library derives from a deep blue are grey; these are ours.
    colorPrimaryBg: '#e3edf3',
    colorPrimaryBgHover: '#d5e4ed',
    colorPrimaryBorder: '#a9c6d6',
    colorPrimaryBorderHover: '#86aec3',
    colorInfo: colours.primary,
    colorInfoBg: '#eaf2f6',
    colorInfoBorder: '#bcd3df',
    colorSuccessBg: '#e8f4ed',
    colorSuccessBorder: '#b7d8c5',
    colorWarningBg: '#fdf6e7',
    colorWarningBorder: '#ead3a2',
    colorErrorBg: '#fdf0f0',
    colorErrorBorder: '#ecc0c2',
    controlItemBgActive: '#e3edf3',
    controlItemBgActiveHover: '#d5e4ed',
    colorLink: colours.primary,
    colorLinkHover: '#3f7ca3',
    colorError: colours.alarm,
    colorWarning: '#b07a1e',
    colorSuccess: '#3a7d5a',
    colorTextBase: colours.ink,
    colorTextSecondary: colours.muted,
    colorTextTertiary: '#5f6e7b',
    colorTextDescription: colours.muted,
    colorTextQuaternary: '#637280',
    colorTextPlaceholder: '#637280',
    colorBorder: '#c3ced7',
    colorBorderSecondary: colours.line,
    colorBgLayout: colours.ground,
    borderRadius: 4,
    fontSize: 14,
    fontFamily:
      "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei UI', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', system-ui, -apple-system, 'Segoe UI', sans-serif",
    wireframe: false,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
  },
  components: {
    Layout: { headerBg: colours.deep, headerHeight: 52, siderBg: '#ffffff', bodyBg: colours.ground },
    Menu: { itemHeight: 38, itemBorderRadius: 4, itemSelectedBg: '#e3edf3', itemSelectedColor: '#1d4a66' },
    Table: { headerBg: '#eef2f5', headerColor: '#33434f', cellPaddingBlock: 10, rowHoverBg: '#f5f8fa' },
    Card: { headerFontSize: 15 },
  },
};
