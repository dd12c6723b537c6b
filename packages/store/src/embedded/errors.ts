import { type ErrorTable, defineErrors } from '@mortise/errors'

type Code =
  | 'EMBEDDED_DATABASE_PLATFORM'
  | 'EMBEDDED_DATABASE_INIT_FAILED'
  | 'EMBEDDED_DATABASE_START_FAILED'
  | 'EMBEDDED_DATABASE_PORT_TAKEN'
  | 'EMBEDDED_DATABASE_BUSY'
  | 'EMBEDDED_DATABASE_UNREACHABLE'
  | 'EMBEDDED_DATABASE_NOT_OURS'
  | 'EMBEDDED_DATABASE_PASSWORD_LOST'
  | 'EMBEDDED_DATABASE_VERSION'

/** What can go wrong while the embedded database starts. All of it is for the person who runs the server. */
export const embeddedErrors: ErrorTable<Code> = defineErrors<Code>({
  EMBEDDED_DATABASE_PLATFORM: {
    kind: 'operational',
    zh: '没有适用于 {platform} 的内置数据库程序({reason})。请设置 DATABASE_URL,指向一个 Postgres 15 或更新版本的数据库。',
    en: 'there is no embedded database for {platform} ({reason}); set DATABASE_URL to a Postgres 15 or newer',
  },
  EMBEDDED_DATABASE_INIT_FAILED: {
    kind: 'operational',
    zh: '无法在 {folder} 中创建数据库:{output}',
    en: 'could not create the database in {folder}: {output}',
  },
  EMBEDDED_DATABASE_START_FAILED: {
    kind: 'operational',
    zh: '{folder} 中的数据库无法启动:{output}',
    en: 'the database in {folder} did not start: {output}',
  },
  EMBEDDED_DATABASE_PORT_TAKEN: {
    kind: 'operational',
    zh: '端口 {port} 已被占用。请换一个端口,或停止占用它的程序。',
    en: 'port {port} is taken; choose another one or stop the program that uses it',
  },
  EMBEDDED_DATABASE_BUSY: {
    kind: 'operational',
    zh: '{folder} 已被进程 {pid} 使用,但它没有应答({reason})。请停止该进程后再试。',
    en: '{folder} is in use by process {pid}, which does not answer ({reason}); stop that process and try again',
  },
  EMBEDDED_DATABASE_UNREACHABLE: {
    kind: 'operational',
    zh: '数据库不能以 root 身份运行,而普通账户(uid {uid})无法进入 {folder}。请把数据放到例如 /var/lib/mortise 的文件夹,或以普通用户启动。',
    en: 'a database does not run as root, and the plain account (uid {uid}) cannot reach {folder}; put the data into a folder such as /var/lib/mortise, or start as an ordinary user',
  },
  EMBEDDED_DATABASE_NOT_OURS: {
    kind: 'operational',
    zh: '{folder} 属于另一个用户(uid {uid})。请以该用户启动,或用 chown -R 修改所有者。',
    en: '{folder} belongs to another user (uid {uid}); start as that user, or change the owner with chown -R',
  },
  EMBEDDED_DATABASE_PASSWORD_LOST: {
    kind: 'operational',
    zh: '数据库 {folder} 已存在,但其密码文件 {file} 不存在或为空。请从备份中恢复该文件。',
    en: 'the database {folder} exists, but its password file {file} is missing or empty; put it back from your backup',
  },
  EMBEDDED_DATABASE_VERSION: {
    kind: 'operational',
    zh: '{folder} 由 Postgres {found} 创建,而内置的是 Postgres {expected}。请用原来的版本导出数据,再导入。',
    en: '{folder} was made by Postgres {found}, the embedded one is {expected}; export with the older release, then import',
  },
})
