import type { AppSettings } from '../app.ts';
import type { Rate } from '../delivery/rate-limiters.ts';
import type { Config } from '../platform/config/parse-config.ts';
import { policyOf } from './policy-of.ts';

/** A reply's maker is taken for dead so long after its answer should have been there, milliseconds. */
const REPLY_MARGIN_MS = 5_000;

/** The configuration in the shape that the rooms want it in. */
export function appSettings(config: Config): AppSettings {
  const { assistant, handoff, desk, intake, delivery } = config;
  return {
    transition: {
      languages: assistant.customer_languages,
      modes: {
        everywhere: assistant.mode,
        places: assistant.mode_places,
        categories: assistant.mode_categories,
      },
      noteMark: handoff.note_mark,
      deskMessages: handoff.desk_messages,
      undoForMs: handoff.undo_for,
      reminderAfterMs: handoff.reminder_after,
      graceWindowMs: handoff.grace_window,
      askRating: handoff.ask_rating === 'on',
      desk: {
        leaseMs: desk.lease,
        warnMs: Math.min(desk.lease_warning, desk.lease / 2),
        snoozeMs: desk.snooze,
        idleMs: desk.idle_after,
        takeOverMs: desk.take_over_after,
        capacity: desk.capacity,
        timeZone: desk.time_zone,
        heedPresence: desk.presence === 'heed',
        highValue: config.accounts.high_value,
        hours: desk.hours,
        skills: desk.skills,
        picks: desk.picks,
        autoAssign: desk.auto_assign,
        urgent: desk.urgent,
        widenAfterMs: desk.widen_after,
        pageAfterMs: desk.page_after,
        onCall: desk.on_call,
        weights: { ...desk.routing, helpedBefore: desk.routing.helped_before },
      },
      replyLeaseMs: assistant.reply_timeout + REPLY_MARGIN_MS,
    },
    policy: policyOf(config),
    agents: desk.agents,
    copilot: config.copilot.wish,
    intake: {
      leaseMs: intake.lease,
      sweepEveryMs: intake.sweep_every,
      strayMs: intake.stray_wait,
      textLimit: intake.max_text,
      maxAttempts: intake.attempts,
    },
    delivery: {
      leaseMs: delivery.send_lease,
      maxAttempts: delivery.attempts,
      maxFileBytes: delivery.max_file_mb * 1_048_576,
      backoff: { firstMs: delivery.backoff.first, maxMs: delivery.backoff.max },
      rates: Object.fromEntries(
        Object.entries(delivery.rates).map(([platform, rate]) => [platform, rateOf(rate)]),
      ),
    },
    reply: {
      turns: assistant.turns,
      timeoutMs: assistant.reply_timeout,
      showEveryMs: assistant.show_every,
    },
  };
}

function rateOf(rate: Config['delivery']['rates']['default']): Rate {
  return {
    channelPerSecond: rate.channel_per_second,
    channelBurst: rate.channel_burst,
    workspacePerSecond: rate.workspace_per_second,
  };
}
