import type { Dictionary } from '../zh.ts';

export const papers: Pick<Dictionary, 'papers'> = {
  papers: {
    title: 'Papers',
    preview: 'Preview',
    previewOf: 'Preview: {{name}}',
    word: 'Download Word',
    pdf: 'Download PDF',
    print: 'Print',
    printHelp: 'Opens the PDF in a new tab to be printed',
    making: 'Setting the pages…',
    page: 'The pages of “{{name}}”, the same as in the PDF',
    kept: 'Kept as issued {{at}}, SHA-256 of the PDF {{hash}}',
    missing: 'No font has these characters; “□” stands in their place: {{characters}}. The Word file keeps them.',
  },
};
