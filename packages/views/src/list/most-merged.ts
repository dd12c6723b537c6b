/** Most records that can be looked at side by side. */
export const mostMerged = 6
