export { nextQuarterEnd } from './quarter.ts';
