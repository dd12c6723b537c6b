import type { NewJob } from '@mortise/store'

/** The job that brings into the index of quick search what is not in it yet; one at a time. */
export const searchFill: NewJob = { kind: 'search_fill', key: 'search_fill', payload: {} }
