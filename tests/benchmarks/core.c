/* A day of customers under one scheme, one customer after the other: the yardstick for the model's speed.
 *
 * The columns are the model's own, in the same precision, and the equations are those of
 * model/ODD.md, written down plainly: one act without baskets, and where the scheme has them a stamp
 * card, points, a lottery that tells winners at once and messages that spark. Luck is given. Of the
 * books only the sums in `totals` are kept.
 */
#include <math.h>
#include <stdint.h>

typedef struct {
    /* traits */
    const float *need, *hazard, *worth, *intrinsic, *gap, *reward_sensitivity, *loss_aversion;
    const float *discount_rate, *attention, *habit_rate;
    const double *ticket;
    /* states */
    uint8_t *present, *opted_in;
    float *habit, *crowding, *efficacy, *fatigue, *satisfaction;
    int32_t *last_act, *acts;
    /* how often goals were met, and when last */
    float *exposure;
    int32_t *seen;
    /* the highest chances that a customer can have, as in the model */
    const float *occasion_screen, *hazard_screen;
    /* accounts */
    double *stamps, *points;
    /* what happened today */
    uint8_t *acted;
} Columns;

typedef struct {
    const float *occasion, *notice, *act, *draw, *leave, *opt_out;
} Luck;

typedef struct {
    float action_slope, action_odds, blocked_days, motivation_floor;
    float habit_decay, habit_ease, habit_cue, off_occasion;
    float value_exponent, probability_weighting, effort_discount, goal_gradient, windfall;
    float efficacy_gain, efficacy_pull, uncertainty, spark, interest_direction;
    float novelty_days, novelty_floor, novelty_rest;
    float crowding_out, crowding_growth, crowding_days;
    float fatigue_growth, fatigue_recovery, opt_out, annoyance, habit_hold;
    float leaving_slope, leaving_least, leaving_most, satisfaction_rate;
} Constants;

/* A part that a scheme does not have is 0. */
typedef struct {
    double stamps, card_value, card_cost;
    double per_spend, threshold, points_value, points_cost;
    double chance, prize_value, prize_cost;
    double message_every;
} Scheme;

typedef struct {
    double acts, revenue, reward_value, reward_cost, sent, noticed, left, opted_out;
} Totals;

static float weight(float p, float g) {
    float powered = powf(p, g);
    return powered / powf(powered + powf(1 - p, g), 1 / g);
}

static float goal_gradient(float left_share, float efficacy, const Constants *k) {
    return (1 + k->efficacy_pull * efficacy) / (1 + k->goal_gradient * left_share);
}

static float patience(float acts_left, float pace, float discount_rate, const Constants *k) {
    return 1 / (1 + discount_rate * (acts_left / pace) + k->effort_discount * acts_left);
}

/* The share of a goal's pull that does not come anyway, where it comes again every `cycle` acts. */
static float due(double cycle, float pace, float discount_rate, const Constants *k) {
    float gap = discount_rate / pace;
    float delayed = gap / (1 + gap) / -expm1f(-(float)cycle * log1pf(gap));
    return k->windfall + (1 - k->windfall) * delayed;
}

static float card_pull(const Columns *c, int64_t i, float pace, const Scheme *s, const Constants *k) {
    double left = s->stamps - 1 - c->stamps[i];
    return goal_gradient(left / s->stamps, c->efficacy[i], k) *
           patience(left, pace, c->discount_rate[i], k) *
           due(s->stamps, pace, c->discount_rate[i], k) *
           powf(s->card_value / c->worth[i], k->value_exponent);
}

static float points_pull(const Columns *c, int64_t i, float pace, const Scheme *s, const Constants *k) {
    double earned = s->per_spend * c->ticket[i];
    double missing = s->threshold - c->points[i];
    double left = fmax(ceil(missing / earned - 1e-9) - 1, 0);
    double share = fmin(fmax((missing - earned) / s->threshold, 0), 1);
    double value = s->points_value * fmax(1, earned / s->threshold);
    return goal_gradient(share, c->efficacy[i], k) * patience(left, pace, c->discount_rate[i], k) *
           due(fmax(s->threshold / earned, 1), pace, c->discount_rate[i], k) *
           powf(value / c->worth[i], k->value_exponent);
}

/* The part of the lottery's pull that is the same for everyone. */
static float chance_pull(double chance, const Constants *k) {
    float p = chance;
    return (1 + k->uncertainty * 4 * p * (1 - p)) * weight(p, k->probability_weighting);
}

static float lottery_pull(const Columns *c, int64_t i, float chance, const Scheme *s,
                          const Constants *k) {
    return chance * powf(s->prize_value / c->worth[i], k->value_exponent);
}

/* How often a customer has met the goals, less what absence made him or her forget. */
static float rested(const Columns *c, int64_t i, int day, const Constants *k) {
    return c->exposure[i] * expf((c->seen[i] + 1 - day) / k->novelty_rest);
}

static float worn(float met, const Constants *k) {
    return k->novelty_floor + (1 - k->novelty_floor) * expf(-met / k->novelty_days);
}

static float rewards(const Columns *c, int64_t i, float familiar, float chance, const Scheme *s,
                     const Constants *k) {
    float pace = fmaxf(c->need[i] * (1 + k->habit_cue * c->habit[i]), 1e-6f);
    float inverse = 1 / k->value_exponent, total = 0;
    if (s->stamps > 0) total += powf(familiar * card_pull(c, i, pace, s, k), inverse);
    if (s->chance > 0) total += powf(lottery_pull(c, i, chance, s, k), inverse);
    if (s->per_spend > 0) total += powf(familiar * points_pull(c, i, pace, s, k), inverse);
    return total > 0 ? c->reward_sensitivity[i] * powf(total, k->value_exponent) : 0;
}

static float motivation(const Columns *c, int64_t i, int day, int occasion, int noticed, float familiar,
                        float chance, const Scheme *s, const Constants *k) {
    float m = c->intrinsic[i] * (1 - k->crowding_out * k->interest_direction * c->crowding[i]);
    m += rewards(c, i, familiar, chance, s, k);
    if (noticed) m += k->spark;
    if (!occasion) m *= k->off_occasion * -expm1f(-c->need[i] * (day - c->last_act[i]));
    return fmaxf(m, k->motivation_floor);
}

static int acts_now(const Columns *c, int64_t i, float m, float uniform, const Constants *k) {
    float ln_ability = fminf(0, -c->gap[i] * (1 - k->habit_ease * c->habit[i]));
    float odds = k->action_odds + k->action_slope * (logf(m) + ln_ability);
    return uniform < (1 - k->blocked_days) / (1 + expf(-odds));
}

static void pay(Totals *t, double value, double cost) {
    t->reward_value += value;
    t->reward_cost += cost;
}

/* Book what an act earns; give the share of today's interest that is not crowded out. */
static float reward(Columns *c, int64_t i, float draw, const Scheme *s, const Constants *k, Totals *t) {
    float worth = c->worth[i], untouched = 1;
    if (s->stamps > 0) {
        untouched *= 1 - fminf(s->card_value / s->stamps / worth, 1);
        c->stamps[i] += 1;
        if (c->stamps[i] >= s->stamps) {
            c->stamps[i] = 0;
            c->efficacy[i] += k->efficacy_gain * (1 - c->efficacy[i]);
            pay(t, s->card_value, s->card_cost);
        }
    }
    if (draw < s->chance) {
        untouched *= 1 - fminf(s->prize_value / worth, 1);
        pay(t, s->prize_value, s->prize_cost);
    }
    if (s->per_spend > 0) {
        double earned = s->per_spend * c->ticket[i];
        untouched *= 1 - fminf(earned * s->points_value / s->threshold / worth, 1);
        c->points[i] += earned;
        double times = floor(c->points[i] / s->threshold + 1e-9);
        if (times > 0) {
            c->points[i] -= fmin(times * s->threshold, c->points[i]);
            c->efficacy[i] += k->efficacy_gain * (1 - c->efficacy[i]);
            pay(t, times * s->points_value, times * s->points_cost);
        }
    }
    return untouched;
}

static void learn_habit(Columns *c, int64_t i, int acted, const Constants *k) {
    float a = c->habit_rate[i], h = c->habit[i];
    c->habit[i] = acted ? h + a * (1 - h) : h - a * k->habit_decay * h * (1 - h);
}

static void learn_crowding(Columns *c, int64_t i, float untouched, const Constants *k) {
    float level = c->crowding[i], gain = 1 - untouched;
    c->crowding[i] = level * (1 - 1 / k->crowding_days) + k->crowding_growth * (1 - level) * gain;
}

static void learn_fatigue(Columns *c, int64_t i, int in_vain, float uniform, const Constants *k,
                          Totals *t) {
    c->fatigue[i] *= 1 - k->fatigue_recovery;
    if (!in_vain) return;
    c->fatigue[i] += k->fatigue_growth * (1 - c->fatigue[i]);
    if (uniform < k->opt_out * c->fatigue[i]) {
        c->opted_in[i] = 0;
        t->opted_out += 1;
    }
}

static int leaves(const Columns *c, int64_t i, float uniform, const Scheme *s, const Constants *k) {
    double held = 0;
    if (s->stamps > 0) held += s->card_value * pow(c->stamps[i] / s->stamps, 2);
    if (s->per_spend > 0) {
        double share = c->points[i] / s->threshold;
        held += s->points_value * share * fmin(1, share);
    }
    float loss = c->loss_aversion[i] * c->reward_sensitivity[i] *
                 powf(fmax(held, 0) / c->worth[i], k->value_exponent);
    float content = powf(c->satisfaction[i] + fminf(loss, 1), -k->leaving_slope);
    content = fminf(fmaxf(content, k->leaving_least), k->leaving_most);
    float hazard = c->hazard[i] * content *
                   expf(k->annoyance * c->fatigue[i] - k->habit_hold * c->habit[i]);
    return uniform < -expm1f(-hazard);
}

void play_day(int64_t n, int32_t day, Columns *c, const Luck *u, const Scheme *s, const Constants *k,
              Totals *t) {
    int every = s->message_every;
    int goals = s->stamps > 0 || s->per_spend > 0;
    int sends = every > 0 && day % every == 0;
    float chance = s->chance > 0 ? chance_pull(s->chance, k) : 0;
    for (int64_t i = 0; i < n; i++) {
        c->acted[i] = 0;
        if (!c->present[i]) continue;

        int occasion = u->occasion[i] < c->occasion_screen[i] &&
                       u->occasion[i] < -expm1f(-c->need[i] * (1 + k->habit_cue * c->habit[i]));
        int sent = sends && c->opted_in[i];
        int noticed = sent && u->notice[i] < c->attention[i] * (1 - c->fatigue[i]);
        t->sent += sent;
        t->noticed += noticed;

        float untouched = 1;
        int acted = 0;
        if (occasion || noticed) {
            float familiar = 1;
            if (goals) {
                float met = rested(c, i, day, k);
                familiar = worn(met, k);
                c->exposure[i] = met + 1;
                c->seen[i] = day;
            }
            float m = motivation(c, i, day, occasion, noticed, familiar, chance, s, k);
            acted = acts_now(c, i, m, u->act[i], k);
            if (occasion) {
                float felt = m / c->intrinsic[i];
                c->satisfaction[i] += k->satisfaction_rate * (felt - c->satisfaction[i]);
            }
        }
        if (acted) {
            untouched = reward(c, i, u->draw ? u->draw[i] : 1, s, k, t);
            c->acted[i] = 1;
            c->acts[i] += 1;
            c->last_act[i] = day;
            t->acts += 1;
            t->revenue += c->ticket[i];
        }
        learn_habit(c, i, acted, k);
        learn_crowding(c, i, untouched, k);
        learn_fatigue(c, i, noticed && !acted, u->opt_out ? u->opt_out[i] : 1, k, t);

        if (u->leave[i] < c->hazard_screen[i] && leaves(c, i, u->leave[i], s, k)) {
            c->present[i] = 0;
            t->left += 1;
        }
    }
}
