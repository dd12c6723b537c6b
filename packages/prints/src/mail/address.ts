const most = 2048
// Blanks, control letters and quotes hide schemes from careless checks and end attributes.
const web = /^https?:\/\/[^\s\p{Cc}\p{Cf}\\"'<>`/?#@]+(?:[/?#][^\s\p{Cc}\p{Cf}\\"'<>`]*)?$/iu
const mail = /^mailto:[^\s\p{Cc}\p{Cf}\\"'<>`]+$/iu

/** An address that a mail may link to: of the web, or of a person to write to; undefined for any other. */
export function safeAddress(text: string): string | undefined {
  const address = text.trim()
  return address.length <= most && (web.test(address) || mail.test(address)) ? address : undefined
}
