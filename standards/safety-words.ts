import list from './data/safety-words.json' with { type: 'json' };

/** The words of the trade that a general dictionary would take apart, each once. */
export const safetyWords: readonly string[] = [...new Set(list.groups.flatMap((group) => group.words))];
