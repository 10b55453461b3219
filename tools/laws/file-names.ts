import type { Law } from './law.ts';

const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** The names that people and forges look for in capitals. */
const capital = /^(README|CONTRIBUTING|LICENSE|NOTICE|SECURITY|CHANGELOG|CODE_OF_CONDUCT|GOVERNANCE)(\.[a-z]{2}(-[A-Z]{2})?)?(\.md)?$/;

export const fileNames: Law = {
  name: 'file-names',
  title: 'File and folder names are kebab-case',
  check: (tree) =>
    tree.paths
      .filter((path) =>
        path.split('/').some((part, index, parts) => !kebab.test(part) && !(index === parts.length - 1 && capital.test(part))),
      )
      .map((file) => ({ file, text: 'not kebab-case' })),
};
