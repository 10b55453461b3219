import type { Finding, Law } from './law.ts';
import { numberedLines } from './syntax.ts';
import { isText } from './text-files.ts';

const kinds: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, 'a cloud access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}/, 'a forge token'],
  [/\bglpat-[A-Za-z0-9_-]{20,}/, 'a forge token'],
  [/\bnpm_[A-Za-z0-9]{36}\b/, 'a package registry token'],
  [/\b_authToken\s*=\s*\S/, 'a package registry token'],
  [/\bxox[abpr]-[A-Za-z0-9-]{10,}/, 'a chat token'],
  [/\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/, 'a signed web token'],
  [/\bsk-[A-Za-z0-9_-]{24,}/, 'an API key'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"`${}<>]+:[^\s/:@'"`${}<>]{8,}@(?!localhost|127\.0\.0\.1|example)/, 'an address with a password'],
];

export const noSecrets: Law = {
  name: 'no-secrets',
  title: 'No key, token or password of a real system is committed',
  check: (tree) => {
    const findings: Finding[] = [];
    for (const file of tree.paths.filter((path) => isText(path))) {
      if (/(^|\/)(\.env(\..+)?|id_rsa|id_ed25519|.+\.(pem|key|p12|pfx))$/.test(file))
        findings.push({ file, text: 'a file that holds secrets' });
      for (const [line, text] of numberedLines(tree.text(file))) {
        const found = kinds.find(([pattern]) => pattern.test(text));
        if (found !== undefined) findings.push({ file, line, text: `${found[1]}: take it out and change it` });
      }
    }
    return findings;
  },
};
