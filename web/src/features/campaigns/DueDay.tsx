import { useSpeech } from '../../app/texts'
import { Pill } from '../../ui/Pill'
import type { Deadline } from './campaigns_api'

/** Soon, in days: shown as waiting rather than quiet. */
const soon = 14

type Dated = Pick<Deadline, 'due' | 'days_left' | 'is_late'> & { is_met?: boolean }

/** A deadline's day and how far away it is. */
export function DueDay({ deadline }: { deadline: Dated }) {
  const { t } = useSpeech()
  const { due, days_left: left, is_met: met = false, is_late: late } = deadline
  if (met) {
    return (
      <>
        <span className="whole">{due}</span> <Pill tone="good">{t('campaigns.met')}</Pill>
      </>
    )
  }
  return (
    <>
      <span className="whole">{due}</span>{' '}
      <Pill tone={late ? 'bad' : left <= soon ? 'wait' : 'quiet'}>
        {late ? t('campaigns.late', { n: -left }) : t('campaigns.left', { n: left })}
      </Pill>
    </>
  )
}
