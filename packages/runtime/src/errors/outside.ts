/** Connections, secrets, calls in and out, and embedded sites. */
export const outsideErrors = {
  SECRET_KEY_LOST: {
    kind: 'operational',
    status: 503,
    zh: '打不开封存的密码：找不到密钥 {key}。请把密钥文件 {file} 从备份放回原处再启动。如果再也找不到了，用 MORTISE_SECRETS_LOST=1 启动一次：这些密码会被清空，然后在“连接”里重新填写。',
    en: 'Sealed secrets can’t be opened: the key {key} is missing. Put the key file {file} back from your backup and start again. If it is gone for good, start once with MORTISE_SECRETS_LOST=1: these secrets are emptied and can be entered again under Connections.',
  },
  SECRET_BROKEN: {
    kind: 'operational',
    status: 503,
    zh: '封存的密码 {place} 打不开（密钥 {key}）：内容被改过或不完整。请在“连接”里重新填写。',
    en: 'The sealed secret {place} does not open (key {key}): it was changed or is not whole. Enter it again under Connections.',
  },
  SECRET_KEY_UNREADABLE: {
    kind: 'operational',
    status: 503,
    zh: '读不了密钥 {file}：每行应是一个 32 字节的 base64 密钥，并且服务器的账号能读。',
    en: 'The keys in {file} can’t be read: each line is a key of 32 bytes in base64, readable for the account of the server.',
  },
  SECRET_KEY_CHANGING: {
    kind: 'user',
    status: 409,
    zh: '密钥正在更换。请稍等片刻，看看结果再决定是否需要再换一次。',
    en: 'The key is being changed already. Wait a moment and see whether another change is needed.',
  },
  SECRET_KEYS_FIXED: {
    kind: 'user',
    status: 409,
    zh: '密钥由 {name} 给出，不能在这里更换。请把新密钥写在旧密钥前面，用逗号分开，再重启所有进程。',
    en: 'The keys are given by {name} and can’t be changed here. Put a new key before the old one, parted by a comma, and restart all processes.',
  },
  OUTBOUND_BLOCKED: {
    kind: 'user',
    zh: '不允许连接到 {host}。请让管理员把它加入允许名单。',
    en: 'Connecting to {host} is not allowed. Ask an administrator to add it to the allow-list.',
  },
  OUTBOUND_FAILED: {
    kind: 'operational',
    zh: '连接 {host} 失败：{why}。',
    en: 'The connection to {host} failed: {why}.',
  },
  CONNECTION_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有连接“{name}”，可能已被删除。请刷新页面。',
    en: 'There is no connection “{name}”; it may have been deleted. Reload the page.',
  },
  CONNECTION_SECRETS_AGAIN: {
    kind: 'user',
    status: 422,
    zh: '接口地址改了：密钥只交给原来的地址，请重新填写。',
    en: 'The address was changed. Secrets are kept for the one before; enter them again.',
  },
  CONNECTION_INCOMPLETE: {
    kind: 'user',
    status: 422,
    zh: '请填写“{name}”。',
    en: 'Fill in “{name}”.',
  },
  HOOK_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '这个接收地址不存在，或它的规则已停用。请向给你地址的人确认。',
    en: 'There is no such address, or its rule is off. Ask whoever gave it to you.',
  },
  HOOK_UNSIGNED: {
    kind: 'user',
    status: 401,
    zh: '签名不对。请用密钥对“时间戳.正文”做 HMAC-SHA256，放进请求头 x-mortise-signature。',
    en: 'The signature is wrong. Send HMAC-SHA256 of "timestamp.body" with the secret as x-mortise-signature.',
  },
  HOOK_TIME: {
    kind: 'user',
    status: 401,
    zh: '请求头 x-mortise-timestamp 缺少，或与现在相差超过 5 分钟。请检查发送方的时间。',
    en: 'x-mortise-timestamp is missing or more than five minutes off. Check the clock of the sender.',
  },
  HOOK_BODY: {
    kind: 'user',
    status: 400,
    zh: '正文要是一个 JSON 对象。',
    en: 'The body has to be a JSON object.',
  },
  HOOK_NO_TRIGGER: {
    kind: 'user',
    status: 409,
    zh: '规则“{name}”还没有发布，或触发方式里没有“收到外部数据”。请先打开并发布。',
    en: 'The rule “{name}” is not published, or does not answer messages from outside. Choose that trigger and publish first.',
  },
  SITE_INVALID: {
    kind: 'user',
    status: 422,
    zh: '“{text}”不是网站名。请写成 bi.example.com，或用 *.example.com 表示它下面的所有网站。',
    en: '"{text}" is not the name of a site. Write bi.example.com, or *.example.com for all sites below it.',
  },
  SITE_OWN: {
    kind: 'user',
    status: 422,
    zh: '{site} 是本系统自己的网址，不能嵌入。请填写其他网站。',
    en: '{site} is where this system itself is reached; it can’t be embedded. Name other sites.',
  },
  SITES_MANY: {
    kind: 'user',
    status: 422,
    zh: '最多 {most} 个网站。请删去不用的，或用 *.example.com 合并。',
    en: 'At most {most} sites. Remove some, or join them as *.example.com.',
  },
} as const
