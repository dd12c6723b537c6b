import { say } from '@mortise/errors'
import { errors } from './errors.ts'
import { askServer, type ServerOptions } from './server.ts'
import type { CommandInput } from './types.ts'

type State = {
  readonly state: 'preparing' | 'done' | 'failed' | 'canceled'
  readonly rows: number
  readonly done: number
  readonly version: number | null
  readonly error: { readonly message: string } | null
}

const pauseMs = 1000

/**
 * Waits for a publication that large tables are prepared for, and tells every tenth of the way. Gives its version; throws
 * what it ended with.
 */
export async function published(
  server: ServerOptions,
  id: string,
  { print, locale }: Pick<CommandInput, 'print' | 'locale'>,
): Promise<number> {
  let told = -1
  for (;;) {
    const { state, rows, done, version, error } = await askServer<State>(server, {
      method: 'GET',
      path: `/api/design/publications/${id}`,
    })
    if (state === 'done' && version !== null) return version
    if (state !== 'preparing') {
      const canceled = say({ zh: '已取消', en: 'canceled' }, locale)
      throw errors.CLI_SERVER_REFUSED({ message: error?.message ?? canceled })
    }
    const tenth = rows === 0 ? 0 : Math.floor((done / rows) * 10)
    if (tenth > told) {
      told = tenth
      const words = {
        zh: `正在后台准备 ${done} / ${rows} 条记录，准备好后自动发布`,
        en: `preparing ${done} of ${rows} records; published when ready`,
      }
      print(say(words, locale))
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}
