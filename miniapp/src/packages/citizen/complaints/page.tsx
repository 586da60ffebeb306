import { useRouter } from '@tarojs/taro';
import type { MyComplaintPage, OwnComplaint } from '@haochaping/shared/contracts';
import { Box, Heading, Words } from '../../../kit/elements.js';
import { Page } from '../../../kit/page.js';
import { State } from '../../../kit/state.js';
import { useKeptComplaints } from '../../../lib/complaints.js';
import { useSignedIn } from '../../../lib/session.js';
import { momentOf } from '../../../lib/when.js';
import { OwnCase } from '../../../own-case/own-case.js';
import { Pressed } from '../../../own-case/pressed.js';
import { Asked, LinkRow, open, Part, SeenThen } from '../parts/frame.js';
import { useMyList, useMyPage } from '../parts/use-mine.js';
import { complaint as words } from '../parts/words-complaint.js';
import '../parts/citizen.scss';

type Named = Pick<OwnComplaint, 'number' | 'title' | 'sentAt'>;

function Rows({ all }: { all: readonly Named[] }) {
  return (
    <Box role="list" className="rows tiles">
      {all.map(({ number, title, sentAt }) => (
        <LinkRow
          key={number}
          title={title}
          hint={momentOf(sentAt, new Date())}
          onPress={() => open('complaints', `?number=${number}`)}
        />
      ))}
    </Box>
  );
}

const Empty = () => <State kind="empty" text={words.empty} hint={words.emptyHint} />;

/** Those of this device at once, and with them those of the account as soon as they came; each once, newest first. */
function OfAccount({ kept }: { kept: readonly Named[] }) {
  const { mine, reload } = useMyList<MyComplaintPage>('/me/complaints?pageSize=100');
  const told = mine.kind === 'here' ? mine.data.items : [];
  const others = told.filter(({ number }) => !kept.some((one) => one.number === number));
  const all = [...kept, ...others].sort((a, b) => b.sentAt.localeCompare(a.sentAt));
  return (
    <Box>
      <SeenThen mine={mine} />
      {all.length > 0 ? <Rows all={all} /> : null}
      <Asked mine={mine} onRetry={reload} within>
        {() => (all.length === 0 ? <Empty /> : null)}
      </Asked>
    </Box>
  );
}

function List() {
  const kept = useKeptComplaints();
  const signedIn = useSignedIn();
  return (
    <Box>
      {signedIn ? <OfAccount kept={kept} /> : kept.length > 0 ? <Rows all={kept} /> : <Empty />}
      <Box role="list" className="rows tiles">
        <LinkRow title={words.title} onPress={() => open('complaint')} />
      </Box>
    </Box>
  );
}

function Own({ path, accessKey }: { path: string; accessKey: string | undefined }) {
  const { mine, reload } = useMyPage<OwnComplaint>(path, accessKey);
  return (
    <Asked mine={mine} onRetry={reload}>
      {({ number, title, place, text, sentAt, shown, contactable }) => (
        <Box className="columns">
          <Box className="column">
            <Part title={words.said}>
              <Words className="row-title">{title}</Words>
              {title === place ? null : <Words className="hint">{place}</Words>}
              <Words className="step-words">{text}</Words>
              <Words className="hint">{momentOf(sentAt, new Date())}</Words>
              <Words className="hint">
                {words.number} {number}
              </Words>
              {shown === 'shown' ? null : <Words className="hint">{words.checking}</Words>}
              {contactable ? null : <Words className="hint">{words.noContact}</Words>}
            </Part>
          </Box>
          <Box className="column broad">
            <OwnCase path={path} accessKey={accessKey} complaint />
            <Pressed path={path} accessKey={accessKey} />
          </Box>
        </Box>
      )}
    </Asked>
  );
}

/** One complaint: read with the receipt kept on this device, or by whoever is signed in. */
function One({ number }: { number: string }) {
  const accessKey = useKeptComplaints().find((one) => one.number === number)?.accessKey;
  const signedIn = useSignedIn();
  if (accessKey !== undefined || signedIn)
    return (
      <Own path={accessKey ? `/complaints/${number}` : `/me/complaints/${number}`} accessKey={accessKey} />
    );
  return (
    <State
      kind="empty"
      text={words.elsewhere}
      action={{ label: words.signIn, onPress: () => open('sign-in', '?back=complaints') }}
    />
  );
}

/** One's own complaints, each with its way to an answer; no account is needed for those of this device. */
export default function ComplaintsPage() {
  const { params } = useRouter();
  return (
    <Page name="complaints" wide>
      <Heading level={1} className="title" focus>
        {words.mine}
      </Heading>
      {params.number ? (
        <One key={params.number} number={params.number} />
      ) : (
        <Box>
          <Words className="lead">{words.mineLead}</Words>
          <List />
        </Box>
      )}
    </Page>
  );
}
