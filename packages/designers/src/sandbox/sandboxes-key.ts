/** Name under which copies are kept in this window. */
export const sandboxesKey = ['design', 'sandboxes'] as const
