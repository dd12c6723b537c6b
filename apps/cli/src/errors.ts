import { type ErrorTable, defineErrors } from '@mortise/errors'

/** What can be wrong with how the program is called. */
export const errors: ErrorTable<
  | 'CLI_FOLDER_MISSING'
  | 'CLI_COMMAND_UNKNOWN'
  | 'CLI_ARGUMENTS'
  | 'CLI_APP_UNREADABLE'
  | 'CLI_SERVER_MISSING'
  | 'CLI_SERVER_REFUSED'
> = defineErrors({
  CLI_FOLDER_MISSING: {
    kind: 'user',
    zh: '“{folder}”不是文件夹，请检查路径。',
    en: '{folder} is not a folder; check the path',
  },
  CLI_COMMAND_UNKNOWN: {
    kind: 'user',
    zh: '没有“{name}”命令。{usage}',
    en: 'there is no command {name}\n{usage}',
  },
  CLI_ARGUMENTS: { kind: 'user', zh: '参数不对。{usage}', en: 'wrong arguments\n{usage}' },
  CLI_SERVER_MISSING: {
    kind: 'user',
    zh: '连不上“{url}”，请检查地址和网络。',
    en: 'there is nobody at {url}; check the address and the network',
  },
  CLI_SERVER_REFUSED: { kind: 'user', zh: '服务器没有接受：{message}', en: 'the server refused: {message}' },
  CLI_APP_UNREADABLE: {
    kind: 'user',
    zh: '“{folder}”读不出来，请先用 mortise validate 检查。',
    en: '{folder} can not be read; run mortise validate on it first',
  },
})
