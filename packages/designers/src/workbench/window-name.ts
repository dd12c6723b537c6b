import { randomId } from '@mortise/ui'
/** Tells this window apart from a person's others, so that nobody is told of what they do themselves. */
export const windowName: string = randomId()
