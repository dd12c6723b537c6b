import { importStory } from './import.ts'
import { leadStory } from './lead.ts'
import { quoteStory } from './quote.ts'
import type { Story } from './types.ts'

/** Everything people do while the server is killed. */
export const stories: readonly Story[] = [leadStory, quoteStory, leadStory, quoteStory, importStory]
