import { pictureId } from '@mortise/prints/mail'
import type { Settings } from '@mortise/schema'
import type { Workspace } from '../context/workspace.ts'

/**
 * Settings of a mail with the pictures that it shows, as files that go along. They are put in when the mail is sent: what waits
 * for it carries names alone, so that a thousand mails do not keep a logo a thousand times.
 */
export async function withPictures(
  workspace: Workspace,
  settings: Settings,
  names: readonly string[],
): Promise<Settings> {
  if (names.length === 0) return settings
  const found = await workspace.store.side.companyPictures.read(names)
  const attachments = found.map(({ name, type, data }) => ({
    name: `${name}.${type === 'image/png' ? 'png' : 'jpg'}`,
    type,
    content: data,
    cid: pictureId(name),
  }))
  return attachments.length === 0 ? settings : { ...settings, attachments }
}
