export const papers = {
  papers: {
    title: '文书',
    preview: '预览',
    previewOf: '预览：{{name}}',
    word: '下载 Word',
    pdf: '下载 PDF',
    print: '打印',
    printHelp: '在新窗口打开 PDF 后打印',
    making: '正在排版…',
    page: '《{{name}}》各页，与下载的 PDF 一致',
    kept: '签发存档 {{at}}，PDF 校验码（SHA-256）{{hash}}',
    missing: '以下字没有可用的字体，以“□”代替：{{characters}}。Word 文件中保留原字。',
  },
} as const;
