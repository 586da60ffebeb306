import { useEffect, useRef, useState } from 'react';
import type { DeviceSaid } from '@haochaping/shared/contracts';
import type { Level } from '@haochaping/shared/domain/rating/levels';
import { Button } from '../../kit/button.js';
import { Box, Frame, Heading, Press, Words } from '../../kit/elements.js';
import { useColours } from '../../lib/settings.js';
import { Asking } from './asking.js';
import { Binding } from './binding.js';
import type { Bound } from './keeping.js';
import { offerInstalling, openWithoutNetwork } from './offline.js';
import { keepSaid, sendWaiting } from './outbox.js';
import { useDevice, type Call } from './use-device.js';
import { kiosk as words } from './words.js';
import '../../pages/rate/index.scss';
import './index.scss';

/** Long enough to be read, short enough for the next in the queue. */
const THANKS_MS = 6_000;

type Screen =
  | { kind: 'waiting' }
  /** `call` is null where somebody came by and there is no network. */
  | { kind: 'asking'; call: Call | null }
  | { kind: 'thanks'; text: string };

/** Invites aloud, where the device has a Chinese voice. */
function invite(): void {
  const speech = window.speechSynthesis as SpeechSynthesis | undefined;
  const voice = speech?.getVoices().find(({ lang }) => /^(zh|cmn)/i.test(lang));
  if (!speech || !voice) return;
  const said = new SpeechSynthesisUtterance(words.spoken);
  said.voice = voice;
  said.lang = voice.lang;
  speech.cancel();
  speech.speak(said);
}

/** The service a terminal's program names in the address, told once: loaded again, the page only waits. */
function invitationInAddress(): string | null {
  const address = new URL(window.location.href);
  const invitation = address.searchParams.get('i');
  address.searchParams.delete('i');
  if (invitation) window.history.replaceState(window.history.state, '', address);
  return invitation;
}

/** The tablet at a counter: waits quietly, asks when a service is done, keeps nothing of whoever was there. */
export default function KioskPage() {
  const kiosk = useDevice();
  const { state, device } = kiosk;
  const colours = useColours();
  useEffect(() => {
    offerInstalling();
    // A browser that cannot keep the page still shows it while there is a network.
    openWithoutNetwork().catch(() => undefined);
  }, []);
  return (
    <Frame
      className={`page kiosk kiosk-${device?.view.kind ?? 'tablet'} in-${colours} standard`}
      colours={colours}
    >
      <Box role="main" className="kiosk-main">
        {state.kind === 'unbound' ? <Binding onBind={kiosk.bind} /> : null}
        {state.kind === 'revoked' ? (
          <Box className="kiosk-middle">
            <Heading level={1} className="kiosk-title">
              {words.revokedTitle}
            </Heading>
            <Words className="kiosk-hint">{words.revoked}</Words>
            {kiosk.kept.waiting > 0 ? (
              <Words className="kiosk-hint">{words.revokedKept(kiosk.kept.waiting)}</Words>
            ) : null}
            <Binding onBind={kiosk.bind} />
          </Box>
        ) : null}
        {state.kind === 'unkept' || state.kind === 'insecure' ? (
          <Box className="kiosk-middle" role="alert">
            <Words className="kiosk-hint">{state.kind === 'unkept' ? words.unkept : words.insecure}</Words>
          </Box>
        ) : null}
        {device ? <AtWork key={device.secret} kiosk={kiosk} device={device} /> : null}
      </Box>
    </Frame>
  );
}

function AtWork({ kiosk, device }: { kiosk: ReturnType<typeof useDevice>; device: Bound }) {
  const [screen, setScreen] = useState<Screen>({ kind: 'waiting' });
  const { call, current, online, kept } = kiosk;
  const waiting = screen.kind === 'waiting';
  const asked = useRef<string | null>(null);
  /** Another one for each who stands here. */
  const turn = useRef(0);

  // Whoever is being asked is not interrupted; the next is shown when they are done.
  useEffect(() => {
    if (!call || call.mark !== current || call.mark === asked.current) return;
    // Asked once more about the same, or told late what they came for.
    const theirs = screen.kind === 'asking' && (!screen.call || screen.call.id === call.id);
    if (!waiting && !theirs) return;
    asked.current = call.mark;
    if (theirs) return;
    setScreen({ kind: 'asking', call });
    if (device.voice) invite();
  }, [screen, call, current]);
  useEffect(() => {
    if (screen.kind !== 'thanks') return undefined;
    const timer = window.setTimeout(goOn, THANKS_MS);
    return () => window.clearTimeout(timer);
  }, [screen]);

  const say = async (said: DeviceSaid) => {
    const envelope = await keepSaid(device, said);
    const whose = turn.current;
    // It is kept; that it cannot be sent now is told in the corner, and tried again.
    void sendWaiting(device).then(
      (outcomes) => {
        // The next in the queue is not told what became of somebody else's.
        if (outcomes.get(envelope) === 'already' && whose === turn.current)
          setScreen({ kind: 'thanks', text: words.already });
      },
      () => undefined,
    );
  };
  /** The next person; on a terminal its own program goes on. */
  const goOn = () => {
    turn.current += 1;
    setScreen({ kind: 'waiting' });
    if (device.view.returnTo) window.location.replace(device.view.returnTo);
  };
  const end = (level: Level | null) =>
    level === null
      ? goOn()
      : setScreen({ kind: 'thanks', text: online ? words.thanks : words.thanksOffline });
  const begin = async (invitation?: string) => {
    const begun = await kiosk.begin(invitation);
    if (begun === 'asked') return;
    if (begun === 'rated') {
      setScreen({ kind: 'thanks', text: words.already });
      return;
    }
    // Whoever came for a service is not asked about the window the terminal was bound to instead.
    setScreen(invitation ? { kind: 'thanks', text: words.unfound } : { kind: 'asking', call: null });
  };
  // A terminal's program opens the page with the service that is just done.
  useEffect(() => {
    const invitation = invitationInAddress();
    if (invitation) void begin(invitation);
  }, []);

  const shown = screen.kind === 'asking' ? screen.call : null;
  return (
    <>
      {waiting ? (
        <Box className="kiosk-middle">
          <Words className="kiosk-place">{`${device.view.page.place} ${device.view.page.title}`}</Words>
          <Heading level={1} className="kiosk-title">
            {words.waitTitle}
          </Heading>
          <Words className="kiosk-hint">{words.waitHint}</Words>
          <Button kind="primary" onPress={() => void begin()}>
            {words.begin}
          </Button>
        </Box>
      ) : null}
      {screen.kind === 'asking' ? (
        <Asking
          key={shown?.mark ?? 'here'}
          page={shown?.page ?? device.view.page}
          call={shown?.id ?? null}
          channel={device.view.kind}
          behindMs={() => kiosk.behind.current}
          onSay={say}
          onEnd={end}
        />
      ) : null}
      {screen.kind === 'thanks' ? (
        <Press className="kiosk-middle" onPress={goOn}>
          <Words className="kiosk-title">{screen.text}</Words>
        </Press>
      ) : null}
      <Foot
        online={online}
        kept={kept}
        voice={device.voice}
        onVoice={() => void kiosk.setVoice(!device.voice)}
        link={shown?.link ?? device.view.link}
      />
    </>
  );
}

interface FootProps {
  online: boolean;
  kept: { waiting: number; refused: number };
  voice: boolean;
  onVoice: () => void;
  link: string;
}

/** The picture of a link's code, drawn by the server. */
const pictureOf = (link: string) => {
  const [kind, code] = new URL(link).pathname.split('/').slice(-2);
  return `/api/v1/${kind === 'r' ? 'invitations' : 'static-codes'}/${code}/qr.svg`;
};

/** The way for one's own phone, and how the device is. */
function Foot({ online, kept, voice, onVoice, link }: FootProps) {
  const { waiting, refused } = kept;
  const how = !online ? words.offline(waiting) : waiting > 0 ? words.sending(waiting) : words.online;
  return (
    <Box className="kiosk-foot">
      {online ? (
        <Box className="kiosk-phone">
          <img className="kiosk-qr" src={pictureOf(link)} alt="" />
          <Words>{words.phone}</Words>
        </Box>
      ) : null}
      <Box className="kiosk-state" role="status">
        <Words className={online ? '' : 'kiosk-offline'}>{how}</Words>
        {refused > 0 ? <Words className="kiosk-offline">{words.stuck(refused)}</Words> : null}
      </Box>
      <Press className="kiosk-voice" role="switch" checked={voice} onPress={onVoice}>
        {voice ? words.voiceOn : words.voiceOff}
      </Press>
    </Box>
  );
}
