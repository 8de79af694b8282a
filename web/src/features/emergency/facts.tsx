import { useSpeech } from '../../app/texts'
import { Pill } from '../../ui/Pill'
import { gapMinutes, wallTime } from './emergency_api'
import type { Disclosure, Duty } from './emergency_api'

/** By when the income is to be disclosed, and how far away that is. */
export function NextDisclosure({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useSpeech()
  const { due, days_left: left, is_late: late } = disclosure
  return (
    <Pill tone={late ? 'bad' : left <= 1 ? 'wait' : 'good'}>
      {late ? t('emergency.due_late', { day: due, n: -left }) : t('emergency.due_in', { day: due, n: left })}
    </Pill>
  )
}

/** Who is on duty. */
export function OnDuty({ duty }: { duty: Duty }) {
  const { t } = useSpeech()
  if (duty.officer === '') return <Pill tone="bad">{t('emergency.nobody')}</Pill>
  return <>{t('emergency.since', { name: duty.name || duty.officer, time: wallTime(duty.since) })}</>
}

/** For how long nobody was on duty. */
export function DutyGaps({ duty }: { duty: Duty }) {
  const { t } = useSpeech()
  const minutes = gapMinutes(duty)
  if (minutes === 0) return <>{t('emergency.no_gaps')}</>
  return <>{t('emergency.gaps', { minutes, n: duty.gaps.length })}</>
}
