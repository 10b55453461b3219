/**
 * The layers of the house: imports point down only, and no import runs in a circle.
 * Type-only imports count: a circle of types is a circle in the reader's head.
 */
const notTests = '\\.test\\.tsx?$';
/** Helpers of tests: they stand beside the code and do not ship. */
const notTestHelpers = `${notTests}|(^|/)testing(/|\\.tsx?$)|(^|/)test-[^/]+\\.ts$|\\.fixture\\.ts$`;

const above = {
  standards: 'kernel|modules|server|web|packs|simulate|bench|e2e|tools',
  kernel: 'modules|server|web|packs|simulate|bench|e2e|tools',
  modules: 'server|web|packs|simulate|bench|e2e|tools',
  packs: 'server|web|simulate|bench|e2e|tools',
  simulate: 'server|web|bench|e2e|tools',
  server: 'web|bench|e2e|tools',
};

const layers = Object.entries(above).map(([room, higher]) => ({
  name: `${room}-points-down`,
  comment: `${room}/ must not know what stands on it`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: notTests },
  to: { path: `^(${higher})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'no-cycle',
      comment: 'an import circle has no first file to read',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolves',
      comment: 'an import that does not resolve escapes every other law',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(url|raw|worker)$' },
    },
    {
      name: 'standards-are-pure',
      comment: 'standards/ has no input, no output, no clock and no packages; hashing is arithmetic',
      severity: 'error',
      from: { path: '^standards/', pathNot: notTests },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'web-runs-in-a-browser',
      comment: 'web/ may use the pure definitions and the types of what is below, never Node or the server itself',
      severity: 'error',
      from: { path: '^web/', pathNot: `${notTests}|\\.config\\.ts$|^web/(build|testing)/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'web-takes-only-types-of-the-server',
      severity: 'error',
      from: { path: '^web/', pathNot: notTests },
      to: { path: '^(server|simulate|bench|e2e|tools)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shipped-code-has-no-development-package',
      comment: 'what runs in production must be among the dependencies',
      severity: 'error',
      from: { path: '^(standards|kernel|modules|server|packs|simulate)/', pathNot: notTestHelpers },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.cache|data|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'browser', 'types', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
};
