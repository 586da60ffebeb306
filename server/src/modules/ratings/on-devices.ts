import { DeviceRatingsAnswer, DeviceRatingsInput, DeviceSaid } from '@haochaping/shared/contracts';
import { instantOnDevice } from '@haochaping/shared/domain';
import { ratingDevice } from '../../http/actor.js';
import { AppError } from '../../http/errors.js';
import { LIMITS, route, type Route } from '../../http/route.js';
import {
  callingDevice,
  callRated,
  describePlace,
  invitationOfCall,
  openEnvelope,
  type DeviceRecord,
} from '../channels/index.js';
import { acceptRating, intakeKeyOf, type IntakeSettings } from './intake.js';
import { RatingModel, type RatingRecord } from './model.js';
import { intakeSettings, type RatingsOptions } from './options.js';
import { addDetailsTo } from './service.js';
import { refuseRatedStaff, speakerIn } from './speaker.js';
import { intakeFromInvitation, settleParts, type Common, type ToldIntake } from './told.js';

type Result = DeviceRatingsAnswer['results'][number];
type Said<K extends DeviceSaid['kind']> = Extract<DeviceSaid, { kind: K }>;

/** What came with the envelopes. */
interface Sent {
  device: DeviceRecord;
  sentAt: Date;
  network: string;
}

/** Ratings given on a device, sealed as it kept them; each is taken in once, however often it is sent. */
export function deviceRatingRoutes(options: RatingsOptions): Route[] {
  const settings = intakeSettings(options);
  return [
    route({
      method: 'post',
      path: '/api/v1/rating-devices/own/ratings',
      operationId: 'acceptDeviceRatings',
      summary: '评价器送来存着的评价，按给出的先后；重发不会重复',
      tags: ['ratings'],
      policy: ratingDevice,
      limit: LIMITS.device,
      input: { body: DeviceRatingsInput },
      responses: { 200: { description: '每个信封的结果', body: DeviceRatingsAnswer } },
      handler: async ({ actor, body, network, now }) => {
        const device = await callingDevice(actor);
        const sent: Sent = { device, sentAt: new Date(body.sentAt), network };
        const results: Result[] = [];
        // One after the other: details come after their rating.
        for (const envelope of body.envelopes) results.push(await resultOf(settings, envelope, sent, now));
        return { status: 200, body: { now: now.toISOString(), results } };
      },
    }),
  ];
}

async function resultOf(
  settings: IntakeSettings,
  envelope: DeviceRatingsInput['envelopes'][number],
  sent: Sent,
  now: Date,
): Promise<Result> {
  const { id } = envelope;
  const said = DeviceSaid.safeParse(openEnvelope(settings.keys, sent.device, envelope));
  if (!said.success) return { id, outcome: 'refused', message: '打不开：不是这台评价器这次绑定以后封的' };
  try {
    if (said.data.kind === 'rating') await takeRating(settings, said.data, sent, now);
    else await takeDetails(settings, said.data, sent, now);
    return { id, outcome: 'kept', message: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    const message = error.details?.[0]?.message ?? error.message;
    return { id, outcome: error.code === 'already_rated' ? 'already' : 'refused', message };
  }
}

async function takeRating(
  settings: IntakeSettings,
  said: Said<'rating'>,
  sent: Sent,
  now: Date,
): Promise<void> {
  const { device, network } = sent;
  const { at, clock } = instantOnDevice(
    { told: new Date(said.ratedAt), behindMs: said.behindMs, sentAt: sent.sentAt },
    now,
  );
  const common: Common = {
    intakeId: said.intakeId,
    level: said.level,
    pageSource: 'own',
    // Both were told by one clock.
    openedAt: said.openedAt
      ? new Date(at.getTime() - Math.max(0, Date.parse(said.ratedAt) - Date.parse(said.openedAt)))
      : null,
    ratedAt: at,
    // Everybody at the counter shares the device: it tells nothing of who rates.
    deviceId: null,
    network,
  };
  const told = await intakeOnDevice(said, device, common, now);
  await refuseRatedStaff(told.attribution, null, told.applicantId, now);
  await settleParts(told);
  const { applicantId, ...rest } = told;
  const speaker = await speakerIn({}, applicantId, null, now);
  await acceptRating(
    settings,
    { ...rest, ...speaker, channel: device.kind, device: { id: device._id, clock } },
    now,
  );
  if (said.call) await callRated(said.call);
}

/** What was on the screen: the service that was called, else the window. */
async function intakeOnDevice(
  { call }: Said<'rating'>,
  { windowCode }: DeviceRecord,
  common: Common,
  now: Date,
): Promise<ToldIntake> {
  const invitation = call && (await invitationOfCall(call, windowCode));
  if (invitation) return intakeFromInvitation(invitation, common);
  const place =
    (await describePlace('window', windowCode, common.ratedAt)) ??
    (await describePlace('window', windowCode, now));
  if (!place) throw new AppError('static_code_unknown');
  const { title, place: where, attribution } = place;
  return {
    ...common,
    channel: 'tablet',
    title,
    place: where,
    occasion: null,
    attribution,
    applicantId: null,
    event: null,
    invitation: null,
    staticCode: null,
  };
}

async function takeDetails(
  settings: IntakeSettings,
  said: Said<'details'>,
  { device }: Sent,
  now: Date,
): Promise<void> {
  const invitation = said.call && (await invitationOfCall(said.call, device.windowCode));
  const subject = invitation ? invitation._id : device._id;
  const rating = await RatingModel.findOne({
    intakeKey: intakeKeyOf(settings.keys, subject, said.intakeId),
  }).lean<RatingRecord>();
  if (!rating) throw new AppError('already_rated', { message: '这次服务已经从别处评过，这里补充的没有记下' });
  const { detailsId, options, text, questionnaire } = said;
  await addDetailsTo(
    settings.texts,
    rating,
    { detailsId, options, text, ...(questionnaire ? { questionnaire } : {}), finished: true },
    now,
  );
}
