import { say } from '@mortise/errors'
import { errors } from '../errors.ts'
import { askServer } from '../server.ts'
import { type Command, serverOf } from '../types.ts'

const usage = 'mortise rotate-key --server <url> --key <api key> [--locale en|zh]'

/** Has a server make a new key for the secrets of its connections and seal them all with it. */
export const rotateKey: Command = {
  name: 'rotate-key',
  usage,
  run: async (input) => {
    if (input.args.length > 0) throw errors.CLI_ARGUMENTS({ usage })
    const { keyId, sealed } = await askServer<{ readonly keyId: string; readonly sealed: number }>(
      serverOf(input, usage),
      { method: 'POST', path: '/api/connections/rotate-key', body: '{}' },
    )
    const words = {
      zh: `已换成新密钥 ${keyId}，重新加密了 ${sealed} 处。请备份新的密钥文件。`,
      en: `the key is now ${keyId}; ${sealed} sealed anew. Back up the new key file.`,
    }
    input.print(say(words, input.locale))
    return 0
  },
}
