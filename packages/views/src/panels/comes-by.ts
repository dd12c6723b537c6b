/** Ways of being told, each with its name: the bell counts it, the desktop shows it, mails come to whoever is away. */
export const channels = [
  ['bell', 'channelBell'],
  ['desktop', 'channelDesktop'],
  ['mail', 'channelMail'],
] as const

/** A way of being told. */
export type Channel = (typeof channels)[number][0]

/** Whether a subject comes by a channel; the bell tells everything until it is silenced, all others nothing until asked. */
export function comesBy(preferences: unknown, topic: string, channel: Channel): boolean {
  const notify = (preferences as { readonly notify?: { readonly [topic: string]: unknown } } | undefined)
    ?.notify
  const chosen = (notify?.[topic] as { readonly [channel: string]: unknown } | undefined)?.[channel]
  return typeof chosen === 'boolean' ? chosen : channel === 'bell'
}
