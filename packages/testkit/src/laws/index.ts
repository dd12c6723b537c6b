export { hostileValues, naughtyStrings, settingsForAll } from './hostile.ts'
