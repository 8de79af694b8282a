import { Skeleton } from 'antd'
import { Link } from 'react-router'
import { useMetaOf } from '../../api/queries'
import type { Command } from '../../api/types'
import { useBranch, useLink } from '../../app/branch'
import { useSpeech } from '../../app/texts'
import { Page } from '../../ui/Page'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { mayRecordGifts } from '../../app/Sidebar'
import { CommandButtons } from '../records/CommandButtons'
import { DutyGaps, NextDisclosure, OnDuty } from './facts'
import { useEmergencies } from './emergency_api'
import type { Emergency } from './emergency_api'

function OpenEmergency({ emergency, commands }: { emergency: Emergency; commands: Command[] }) {
  const { t, say } = useSpeech()
  const link = useLink()
  const { id, branch, disclosure, duty } = emergency
  const gifts = mayRecordGifts(useMetaOf(branch))
  return (
    <section className="panel wide" aria-labelledby={`emergency-${id}`}>
      <h2 id={`emergency-${id}`}>{emergency.name}</h2>
      <dl className="facts">
        <div>
          <dt>{say(emergency.level)}</dt>
          <dd>{t('emergency.day', { n: emergency.day_number })}</dd>
        </div>
        <div>
          <dt>{t('emergency.disclosure')}</dt>
          <dd>
            <NextDisclosure disclosure={disclosure} />{' '}
            <span className="quiet">
              {disclosure.last === ''
                ? t('emergency.never_disclosed')
                : t('emergency.last_disclosed', { day: disclosure.last })}
            </span>
          </dd>
        </div>
        <div>
          <dt>{t('emergency.on_duty')}</dt>
          <dd>
            <OnDuty duty={duty} />{' '}
            <span className="quiet">
              <DutyGaps duty={duty} />
            </span>
          </dd>
        </div>
      </dl>
      <div className="form-buttons">
        {gifts && (
          <Link className="primary-link" to={link('/gift-desk', { emergency: id })}>
            {t('emergency.intake')}
          </Link>
        )}
        <Link to={link(`/emergency/${id}/board`, { branch })}>{t('emergency.board')}</Link>
        <Link to={link(`/records/emergency.emergency/${id}`, { branch })}>{t('emergency.record')}</Link>
        <CommandButtons commands={commands} start={() => ({ given: { emergency: id }, place: branch })} />
      </div>
    </section>
  )
}

/** The emergencies the branch answers, with what is done in one, and the switch that begins one. */
export function Component() {
  const { t } = useSpeech()
  const link = useLink()
  const { branch } = useBranch()
  const here = useMetaOf(branch?.code)
  const emergencies = useEmergencies()
  const open = emergencies.data?.emergencies.filter(({ state }) => state === 'open') ?? []
  const named = (...names: string[]) =>
    here.commands.filter(({ name }) => names.includes(name.replace('emergency.', '')))
  return (
    <Page title={t('emergency.title')} actions={<CommandButtons commands={named('open_emergency')} />}>
      {emergencies.error && (
        <ProblemNotice problem={emergencies.error} retry={() => void emergencies.refetch()} />
      )}
      {emergencies.isPending && emergencies.isEnabled && <Skeleton active />}
      {emergencies.data && open.length === 0 && <p>{t('emergency.none')}</p>}
      <p className="quiet">{t('emergency.how')}</p>
      {open.map((emergency) => (
        <OpenEmergency
          key={emergency.id}
          emergency={emergency}
          commands={named('enter_duty', 'close_emergency')}
        />
      ))}
      <p>
        <Link to={link('/records/emergency.emergency')}>{t('emergency.past')}</Link>
      </p>
    </Page>
  )
}
