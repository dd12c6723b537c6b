import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { schema } from '../kit/workspace.ts'

const letters = (text: string, salt: number): string =>
  `(string_to_array('${text}', null))[1 + abs(hashint4(n + ${salt})) % ${[...text].length}]`
const oneOf = (words: string, salt: number): string =>
  `(string_to_array('${words}', ' '))[1 + abs(hashint4(n + ${salt})) % ${words.split(' ').length}]`

const families =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎雷钱汤尹'
const given =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文斌玲萍红建国海波宁志鹏浩宇轩梓涵欣怡子佳雨泽晨曦诗琪睿思源博'
const cities =
  '上海 北京 杭州 深圳 广州 苏州 南京 成都 重庆 武汉 西安 长沙 青岛 宁波 厦门 郑州 合肥 天津 无锡 佛山'
const brands =
  '华金盛恒泰瑞鑫嘉天海宏远达兴隆福源丰润和顺昌德信诚永安康宁博雅智云科创新宇星辰光明东方正大同立元亨通利'
const trades = '科技 贸易 实业 电子 机械 建材 食品 医药 物流 网络 信息 环保 家具 纺织 化工 能源'
const sources = 'promotion search direct chat referral ads form event phone visit'

/**
 * Leads of a year with names as people and companies have them, most of them with two departments. Answers when quick search
 * knows all of them: the product itself brings them in, which takes its time.
 */
export async function fillYear(pool: Pool, rows: number): Promise<void> {
  const { rows: known } = await pool.query<{ n: number }>(
    `select count(*)::int as n from ${schema}.r_lead where no like 'BX-%'`,
  )
  if ((known[0]?.n ?? 0) < rows) {
    await pool.query(`delete from ${schema}.r_lead where no like 'BX-%'`)
    await pool.query(insert, [rows])
    // These are older than all that is known: from the start once more.
    await pool.query(`delete from ${schema}.search_fill where entity = 'e_lead'`)
    await pool.query(`vacuum analyze ${schema}.r_lead`)
  }
  await untilSearched(pool)
}

const insert = `insert into ${schema}.r_lead (id, no, name, company, title, phone, email, source, status, industry, size,
    city, country, need, budget, visits, page_seconds, score, grade, do_not_email, owner, department, created_by,
    created_at, updated_by, updated_at, version)
  select uuidv7(make_interval(secs => (n - $1) * 31536000.0 / $1)), 'BX-' || lpad(n::text, 8, '0'),
    ${letters(families, 0)} || ${letters(given, 1)} || ${letters(given, 2)},
    ${oneOf(cities, 3)} || ${letters(brands, 4)} || ${letters(brands, 5)} || ${oneOf(trades, 6)} || '有限公司', '经理',
    '13' || lpad((abs(hashint4(n + 7)::bigint) % 1000000000)::text, 9, '0'), 'lead' || n || '@example.com',
    ${oneOf(sources, 10)}, ${oneOf('new following converted invalid', 8)}, 'it', 's', ${oneOf(cities, 3)}, '中国', '需要会议桌',
    (n % 1000) * 100, n % 9, n % 1200, abs(hashint4(n + 9)) % 100, 'warm', false, p.id, p.department_id, p.id,
    now() - make_interval(secs => ($1 - n) * 31536000.0 / $1), p.id,
    now() - make_interval(secs => ($1 - n) * 31536000.0 / $1), 1
  from generate_series(1, $1::int) as n
    join ${schema}."user" p on p.key = case when n % 100 = 0 then 'xu_qing' when n % 10 = 3 then 'sun_jia'
      when n % 2 = 0 then 'wu_lei' else 'chu_ran' end`

/** Until nothing is left to bring in. */
async function untilSearched(pool: Pool): Promise<void> {
  const done = async (): Promise<boolean> => {
    const { rows } = await pool.query(`select 1 from ${schema}.search_fill where entity = 'e_lead' and done`)
    return rows.length > 0
  }
  if (await done()) return
  while (!(await done())) await delay(2_000)
  await pool.query(`vacuum analyze ${schema}.search_entry`)
}
