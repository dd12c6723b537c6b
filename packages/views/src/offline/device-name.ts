/** This device in two words that people know, such as `Windows · Chrome`: to tell drafts of several devices apart. */
export function deviceWords(agent: string = navigator.userAgent): string {
  const first = (names: readonly (readonly [pattern: RegExp, name: string])[]): string | undefined =>
    names.find(([pattern]) => pattern.test(agent))?.[1]
  const system = first([
    [/iPad/, 'iPad'],
    [/iPhone/, 'iPhone'],
    [/Android/, 'Android'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'Mac'],
    [/Linux/, 'Linux'],
  ])
  const browser = first([
    [/MicroMessenger/, '微信'],
    [/DingTalk/, '钉钉'],
    [/Feishu|Lark/, '飞书'],
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  return [system, browser].filter((one) => one !== undefined).join(' · ')
}
