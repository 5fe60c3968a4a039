/* The detector in C: the same as the Python beside it, statement for statement, for many calls on small machines.
 *
 * Python holds the rules: every number of them and every table is given to `Core` by `ivr.sound.dtmf.compiled`, and
 * the modules named over the parts below say why things are as they are. tests/sound/test_dtmf_compiled.py holds both
 * to the same answers. Sums of filters are exact in any order (see bank.py); all else is computed in the order in which
 * Python computes it.
 */
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    FRAME = 160, HOP = 40, HOPS = 4, LENGTH = 80, PAST = 40, WIDTH = 200, TONES = 8, SIZE = 16,
    MEMORY = 5, SPAN = 20, VALUES = HOPS * SIZE, KEPT = PAST + MEMORY * FRAME, STEPS = 61, ENOUGHS = 10, WINDOWS = 3
};

/* Vectors twice as wide where the processor has them. Elements are added in the same order, so the sums are the same. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
#define WIDER __attribute__((target_clones("avx2", "default")))
#else
#define WIDER
#endif

typedef struct { double re, im; } complex_;

/* The numbers of gate.py, rules.py, stretch.py, lost.py, held.py, fitting.py and tracker.py, by their names there. */
#define NUMBERS(number) \
    number(gate) number(gate_twist_least) number(gate_twist_most) number(gate_steady) number(gate_before) \
    number(least) number(least_mixed) number(twist_most) number(twist_least) number(shift_part) number(shift_hertz) \
    number(shortest) number(shortest_ended) number(pause) number(clean_low) number(clean_high) \
    number(rival_most) number(rival_most_rest) number(rival_some) number(rival_some_rest) \
    number(rest_most) number(change_most) number(smallest_share) \
    number(weight_low) number(weight_high) number(weight_worse) number(weight_low_shift) number(weight_high_shift) \
    number(weight_greater_shift) number(weight_twist) number(weight_low_change) number(weight_high_change) \
    number(quiet) number(quieter) number(quieter_hidden) \
    number(r1_low) number(r1_high) number(r1_tolerance) \
    number(hop_ms) number(on) number(full) number(alone) number(aligned) \
    number(repeated) number(unlike) number(turned) \
    number(frame_ms) number(flat) number(faint) number(blanks) number(beside) number(same_phase) \
    number(hertz) number(pure) number(tolerance_span) \
    number(whole) number(ample) number(least_inner) number(apart) number(ago) number(coherent_low) \
    number(coherent_high) number(aligned_for)

typedef struct {
#define number(name) double name;
    NUMBERS(number)
#undef number
    double tones[TONES];
    double enough[ENOUGHS];
    double enough_hidden[WINDOWS][2];
    complex_ turns[TONES];
    complex_ ages[MEMORY][TONES];
    double gains[TONES][STEPS];
    double ratios[TONES][STEPS];
    double means[WIDTH][SIZE];
    double taps[HOPS][LENGTH][SIZE];
} Rules;

typedef struct { double values[VALUES]; } Frame;

/* held.py */
typedef struct {
    int row, column;
    double low, high;
    double shifts[2];
    long long last;
    int has_seen;
    long long seen;
    complex_ seen_low, seen_high;
    int steady;
    double gap;
    int lost;
    long long aligned;
} Held;

typedef struct {
    long long count;
    int16_t sound[KEPT];
    double means[MEMORY][SIZE];
    Frame frames[MEMORY];
    long long made[MEMORY];
    int holds;
    Held last;
} Call;

typedef struct { int row, column; double begin, end; } Press;

/* What Python gives with None, [] and a digit. */
typedef enum { UNTOLD, NOTHING, FOUND } Verdict;

/* complex numbers, as Python's */

static complex_ times(complex_ a, complex_ b) {
    complex_ r = {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    return r;
}
static complex_ plus(complex_ a, complex_ b) { complex_ r = {a.re + b.re, a.im + b.im}; return r; }
static complex_ minus(complex_ a, complex_ b) { complex_ r = {a.re - b.re, a.im - b.im}; return r; }
static complex_ conjugate(complex_ a) { complex_ r = {a.re, -a.im}; return r; }
static double size(complex_ a) { return hypot(a.re, a.im); }
static double phase(complex_ a) { return atan2(a.im, a.re); }
static complex_ turned(double angle) { complex_ r = {cos(angle), sin(angle)}; return r; }

static complex_ over(complex_ a, complex_ b) {
    complex_ r;
    if (fabs(b.re) >= fabs(b.im)) {
        const double ratio = b.im / b.re, whole = b.re + b.im * ratio;
        r.re = (a.re + a.im * ratio) / whole;
        r.im = (a.im - a.re * ratio) / whole;
    } else {
        const double ratio = b.re / b.im, whole = b.re * ratio + b.im;
        r.re = (a.re * ratio + a.im) / whole;
        r.im = (a.im * ratio - a.re) / whole;
    }
    return r;
}

static complex_ power_of(complex_ base, long long exponent) {
    complex_ found = {1.0, 0.0};
    long long mask = 1;
    while (mask > 0 && exponent >= mask) {
        if (exponent & mask) found = times(found, base);
        mask <<= 1;
        base = times(base, base);
    }
    return found;
}

static double least_of(double a, double b) { return b < a ? b : a; }
static double most_of(double a, double b) { return b > a ? b : a; }
static double least_of_three(double a, double b, double c) { return least_of(least_of(a, b), c); }

static double greatest(const double *numbers, int many) {
    double found = numbers[0];
    for (int at = 1; at < many; at++) found = most_of(found, numbers[at]);
    return found;
}

/* frames.py, bank.py */

static int place_of(long long number) { return (int)(number % MEMORY); }

WIDER static void make_means(const double (*matrix)[SIZE], const int16_t *sound, double *out) {
    double sums[SIZE] = {0.0};
    for (int at = 0; at < WIDTH; at++) {
        const double sample = sound[at];
        for (int tone = 0; tone < SIZE; tone++) sums[tone] += sample * matrix[at][tone];
    }
    memcpy(out, sums, sizeof sums);
}

WIDER static void make_frame(const double (*taps)[LENGTH][SIZE], const int16_t *sound, double *out) {
    for (int hop = 0; hop < HOPS; hop++) {
        double sums[SIZE] = {0.0};
        for (int at = 0; at < LENGTH; at++) {
            const double sample = sound[hop * HOP + at];
            for (int tone = 0; tone < SIZE; tone++) sums[tone] += sample * taps[hop][at][tone];
        }
        memcpy(out + hop * SIZE, sums, sizeof sums);
    }
}

static const Frame *frame_of(const Rules *rules, Call *call, int age) {
    const long long number = call->count - age;
    const int place = place_of(number + MEMORY);
    if (call->made[place] != number) {
        make_frame(rules->taps, call->sound + (MEMORY - 1 - age) * FRAME, call->frames[place].values);
        call->made[place] = number;
    }
    return &call->frames[place];
}

static const double *means_of(const Call *call, int age) {
    return call->means[place_of(call->count - age + MEMORY)];
}

static complex_ phasor(const Frame *frame, int tone, int hop) {
    complex_ r = {frame->values[SIZE * hop + tone], frame->values[SIZE * hop + tone + TONES]};
    return r;
}

static void powers(const Frame *frame, int tone, double *out) {
    for (int hop = 0; hop < HOPS; hop++) {
        const complex_ one = phasor(frame, tone, hop);
        out[hop] = one.re * one.re + one.im * one.im;
    }
}

static int is_blank(const Frame *frame) {
    for (int at = SIZE; at < VALUES; at++)
        if (frame->values[at] != 0.0) return 0;
    return 1;
}

/* lost.py */

static int copied(const Rules *rules, const Frame *frame, const Frame *before) {
    double same = 0.0, own = 0.0, other = 0.0;
    for (int at = SIZE; at < VALUES; at++) {
        const double ours = frame->values[at], theirs = before->values[at];
        same += ours * theirs;
        own += ours * ours;
        other += theirs * theirs;
    }
    return same * same > rules->repeated * own * other;
}

static double turn(const Rules *rules, const Frame *frame, int tone) {
    const double inside =
        phase(times(phasor(frame, tone, HOPS - 1), conjugate(phasor(frame, tone, 1)))) / (HOPS - 2);
    return fabs(phase(over(turned(inside * HOPS), rules->turns[tone])));
}

/* Which frames are the ones before them again, a bit each. */
static unsigned copies(const Rules *rules, const Frame *const *frames, int many, int row, int column) {
    unsigned found = 0;
    const Frame *before = frames[0];
    complex_ low = phasor(before, row, 1), high = phasor(before, 4 + column, 2);
    for (int index = 1; index < many; index++) {
        const Frame *frame = frames[index];
        const complex_ earlier_low = low, earlier_high = high;
        low = phasor(frame, row, 1);
        high = phasor(frame, 4 + column, 2);
        const complex_ across = times(earlier_low, high);
        if (size(minus(across, times(low, earlier_high))) <= rules->unlike * size(across)
            && (low.re != 0.0 || low.im != 0.0) && copied(rules, frame, before)
            && most_of(turn(rules, before, row), turn(rules, before, 4 + column)) > rules->turned)
            found |= 1u << index;
        before = frame;
    }
    return found;
}

static void silence(double *levels, unsigned lost) {
    for (int frame = 1; frame < MEMORY; frame++)
        if (lost >> frame & 1) {
            const int first = frame * HOPS;
            levels[first] = levels[first - 1] / 4;
            levels[first + 1] = levels[first + 2] = levels[first + 3] = 0.0;
        }
}

/* Hops that lost frames empty, a bit each. */
static unsigned blanks(const double *levels) {
    unsigned found = 0;
    for (int first = 0; first < SPAN; first += HOPS)
        if (levels[first + 1] == 0.0 && levels[first + 2] == 0.0 && levels[first + 3] == 0.0)
            found |= 0x1fu << first;
    return found;
}

/* stretch.py */

typedef struct {
    int first, last, span, bounded;
    double low, high;
    double parts[SPAN + 1];
} Stretch;

static int newest(const Rules *rules, const double *lows, const double *highs, int span, unsigned blank, int until,
                  Stretch *found) {
    double low = greatest(lows + span - HOPS, HOPS), high = greatest(highs + span - HOPS, HOPS);
    double low_before = low, high_before = high;
    int first = 0, last = 0, bounded = 1;
    for (int turn = 0; turn < 2; turn++) {
        const double least_low = rules->on * low, least_high = rules->on * high;
        last = until - 1;
        while (lows[last] < least_low || highs[last] < least_high) {
            last -= 1;
            if (last < span - HOPS - 1) return 0;
        }
        first = last;
        while (first) {
            int ahead = first - 1;
            if (blank >> ahead & 1) ahead -= HOPS + 1;
            if (ahead < 0 || lows[ahead] < least_low || highs[ahead] < least_high) break;
            first = ahead;
        }
        bounded = bounded && first > 1;
        low_before = low;
        high_before = high;
        low = greatest(lows + first, last + 1 - first);
        high = greatest(highs + first, last + 1 - first);
        if (low == low_before && high == high_before) break;
    }
    found->first = first;
    found->last = last;
    found->low = low_before;
    found->high = high_before;
    found->span = span;
    found->bounded = bounded;
    for (int hop = first > 2 ? first - 2 : 0; hop < last + 2 && hop < span; hop++)
        found->parts[hop] = least_of(lows[hop] / low_before, highs[hop] / high_before);
    return 1;
}

static double filled(const Stretch *one, int hop) { return sqrt(least_of(1.0, one->parts[hop])); }
static int sounding(const Stretch *one) { return one->last == one->span - 1; }
static double edge(const Stretch *one) { return one->first ? filled(one, one->first - 1) : 0.0; }
static double after(const Stretch *one) {
    return sounding(one) ? 0.5 * filled(one, one->last) : filled(one, one->last + 1);
}
static double start(const Stretch *one) { return one->first + 0.5 - filled(one, one->first) - edge(one); }
static double end(const Stretch *one) {
    return sounding(one) ? one->span : one->last - 0.5 + filled(one, one->last) + after(one);
}
static int alone(const Rules *rules, const Stretch *one) {
    return one->first > 1 && one->parts[one->first - 2] < rules->alone;
}

static double milliseconds(const Rules *rules, const Stretch *one, unsigned blank) {
    double whole = 0.0;
    int empty = 0;
    for (int hop = one->first; hop <= one->last; hop++) {
        const int lost = blank >> hop & 1;
        if (!lost || one->parts[hop] != 0.0) whole += filled(one, hop);
        if (lost && hop < one->last) empty++;
    }
    if (!blank) return rules->hop_ms * (edge(one) + whole + after(one));
    return rules->hop_ms * (edge(one) + whole + after(one) + 0.5 * ((double)empty / (HOPS + 1)));
}

static int inner(const Rules *rules, const Stretch *one, unsigned blank, int *hops) {
    int many = 0, from = 0;
    for (int hop = one->first; hop <= one->last; hop++)
        if (!(blank >> hop & 1)) hops[many++] = hop;
    while (from < many && one->parts[hops[from]] < rules->full) from++;
    while (many > from && one->parts[hops[many - 1]] < rules->full) many--;
    memmove(hops, hops + from, (size_t)(many - from) * sizeof *hops);
    return many - from;
}

/* The nearest whole number, halves to the even one. */
static int is_aligned(const Rules *rules, double start, const double *lows) {
    const double near = nearbyint(start);
    const int hop = (int)near;
    return fabs(start - near) <= rules->aligned && hop % HOPS == 0 && hop >= HOPS
        && lows[hop - 3] == 0.0 && lows[hop - 2] == 0.0 && lows[hop - 1] == 0.0;
}

/* fitting.py */

typedef struct { double shift, power, rest, change, rival; } Fit;

typedef struct {
    const Frame *frames[MEMORY];
    unsigned lost;
    int many;
    int hops[SPAN];
} Window;

static void phasors(const Rules *rules, const Window *window, int tone, complex_ *out) {
    static const complex_ zero = {0.0, 0.0};
    for (int at = 0; at < window->many; at++) {
        const int index = window->hops[at] / HOPS, inside = window->hops[at] % HOPS;
        const int silent = inside && (window->lost >> index & 1);
        out[at] = times(silent ? zero : phasor(window->frames[index], tone, inside), rules->ages[index][tone]);
    }
}

static double group_power(const Window *window, int first) {
    double found = 0.0;
    for (int at = 0; at < window->many; at++) {
        const int index = window->hops[at] / HOPS, inside = window->hops[at] % HOPS;
        if (inside && (window->lost >> index & 1)) continue;
        const double *values = window->frames[index]->values + SIZE * inside + first;
        for (int tone = 0; tone < 4; tone++) found += values[tone] * values[tone];
        for (int tone = TONES; tone < TONES + 4; tone++) found += values[tone] * values[tone];
    }
    return found;
}

static complex_ sum_of(const complex_ *numbers, int many) {
    complex_ found = {0.0, 0.0};
    for (int at = 0; at < many; at++) found = plus(found, numbers[at]);
    return found;
}

static int in_a_row(const Window *window) { return window->hops[window->many - 1] - window->hops[0] == window->many - 1; }

static void turn_back(const Window *window, const complex_ *numbers, double slope, complex_ *out) {
    if (!in_a_row(window)) {
        const complex_ turn = turned(-slope);
        for (int at = 0; at < window->many; at++) out[at] = times(numbers[at], power_of(turn, window->hops[at]));
        return;
    }
    const complex_ turn = turned(-slope);
    complex_ whole = turned(-slope * window->hops[0]);
    for (int at = 0; at < window->many; at++) {
        out[at] = times(numbers[at], whole);
        whole = times(whole, turn);
    }
}

static double rival(const Rules *rules, const Window *window, int tone) {
    const int first = tone & 4;
    double found = -1.0;
    complex_ own[SPAN];
    for (int other = first; other < first + 4; other++) {
        if (other == tone) continue;
        phasors(rules, window, other, own);
        found = most_of(found, size(sum_of(own, window->many)));
    }
    found /= window->many;
    return found * found;
}

static Fit fit(const Rules *rules, const Window *window, int tone, int coarse) {
    complex_ own[SPAN], still[SPAN], straight[SPAN];
    const int many = window->many, half = many / 2;
    const int *hops = window->hops;
    double slope = 0.0;
    Fit found;
    phasors(rules, window, tone, own);
    memcpy(still, own, sizeof own);
    if (coarse) {
        complex_ follows = {0.0, 0.0};
        for (int at = 0; at + 1 < many; at++)
            if (hops[at + 1] - hops[at] == 1) follows = plus(follows, times(own[at + 1], conjugate(own[at])));
        slope = phase(follows);
        turn_back(window, own, slope, still);
    }
    const complex_ before = sum_of(still, half), after_ = sum_of(still + many - half, half);
    int apart = 0;
    for (int at = 0; at < half; at++) apart += hops[many - half + at] - hops[at];
    const double further = phase(times(after_, conjugate(before))) / ((double)apart / half);
    turn_back(window, still, further, straight);
    const double middle = size(sum_of(straight, many)) / many;
    const double shift = (slope + further) * rules->hertz / rules->tones[tone];
    const double span = least_of(rules->tolerance_span, most_of(-rules->tolerance_span, shift)) + rules->tolerance_span;
    const int step = (int)nearbyint(span * (STEPS - 1) / (2 * rules->tolerance_span));
    const double whole = group_power(window, tone & 4);
    found.shift = shift;
    found.power = middle * middle / rules->gains[tone][step];
    found.rest = whole != 0.0 ? most_of(0.0, 1 - middle * middle * rules->ratios[tone][step] * many / whole) : 1.0;
    found.change = fabs(log((size(before) + 1) / (size(after_) + 1)));
    found.rival = found.rest > rules->pure ? rival(rules, window, tone) : 0.0;
    return found;
}

/* rules.py */

static double decibels(double ratio) { return 10 * log10(ratio); }

static int doubled(const Rules *rules, const Fit *one) {
    const double relative = one->rival / one->power, rest = one->rest - relative * (1 - one->rest);
    return (relative > rules->rival_most && rest < rules->rival_most_rest)
        || (relative > rules->rival_some && rest < rules->rival_some_rest);
}

static int all_within(const Rules *rules, const Fit *low, const Fit *high, int row, int column) {
    const double first = rules->tones[row], second = rules->tones[4 + column];
    if (fabs(low->shift) > rules->shift_part + rules->shift_hertz / first
        || fabs(high->shift) > rules->shift_part + rules->shift_hertz / second)
        return 0;
    return most_of(fabs(first * (1 + low->shift) - rules->r1_low), fabs(second * (1 + high->shift) - rules->r1_high))
        > rules->r1_tolerance;
}

static double evidence(const Rules *rules, const Fit *low, const Fit *high) {
    const double low_rest = log(low->rest + rules->smallest_share), high_rest = log(high->rest + rules->smallest_share);
    const double low_shift = fabs(low->shift), high_shift = fabs(high->shift);
    const double twist = decibels(high->power / low->power);
    return -(rules->weight_low * low_rest + rules->weight_high * high_rest
             + rules->weight_worse * most_of(low_rest, high_rest)
             + rules->weight_low_shift * low_shift + rules->weight_high_shift * high_shift
             + rules->weight_greater_shift * most_of(low_shift, high_shift)
             + rules->weight_twist * fabs(twist + 1)
             + rules->weight_low_change * low->change + rules->weight_high_change * high->change);
}

static int hopeless(const Rules *rules, const Fit *high, double enough) {
    const Fit perfect = {0.0, high->power * pow(10, 0.1), 0.0, 0.0, 0.0};
    if (high->rest <= rules->clean_high) return 0;
    return high->rest > rules->rest_most || evidence(rules, &perfect, high) < enough;
}

static int accepted(const Rules *rules, const Fit *low, const Fit *high, int row, int column, double enough,
                    int hidden) {
    if (least_of(low->power, high->power) < rules->least || most_of(low->rest, high->rest) > rules->rest_most) return 0;
    const double twist = decibels(high->power / low->power);
    if (!(rules->twist_least <= twist && twist <= rules->twist_most)) return 0;
    if (!all_within(rules, low, high, row, column)) return 0;
    if (low->rest <= rules->clean_low && high->rest <= rules->clean_high) return 1;
    if (least_of(low->power, high->power) < rules->least_mixed
        || most_of(low->change, high->change) > rules->change_most || doubled(rules, low) || doubled(rules, high))
        return 0;
    const double quiet = most_of(0.0, decibels(rules->quiet / low->power));
    return evidence(rules, low, high) >= enough + (hidden ? rules->quieter_hidden : rules->quieter) * quiet;
}

/* held.py */

static void see(Held *held, const Frame *frame, long long newest) {
    held->has_seen = 1;
    held->seen = newest;
    held->seen_low = phasor(frame, held->row, HOPS - 1);
    held->seen_high = phasor(frame, held->column + 4, HOPS - 1);
}

static int lose(const Rules *rules, Held *held, long long count) {
    held->lost += 1;
    return held->lost <= (count <= held->aligned ? 1 : (int)rules->blanks);
}

static int is_same(const Rules *rules, const Held *held, const Frame *frame, int hop, long long newest) {
    if (!held->has_seen) return 0;
    const long long now = newest - HOPS + 1 + hop, frames = newest / HOPS - held->seen / HOPS;
    for (int high = 0; high < 2; high++) {
        const int tone = high ? 4 + held->column : held->row;
        const complex_ earlier = high ? held->seen_high : held->seen_low;
        const complex_ turn = times(times(phasor(frame, tone, hop), power_of(rules->turns[tone], frames)),
                                    turned(-held->shifts[high] * (double)(now - held->seen)));
        if (fabs(phase(times(turn, conjugate(earlier)))) > rules->same_phase) return 0;
    }
    return 1;
}

static int goes_on(const Rules *rules, Held *held, const Frame *frame, const Frame *before, long long count) {
    held->steady = 0;
    if (is_blank(frame)) return lose(rules, held, count);
    double lows[HOPS], highs[HOPS];
    powers(frame, held->row, lows);
    powers(frame, held->column + 4, highs);
    const long long newest = HOPS * count - 1;
    const double low = least_of(least_of(lows[0], lows[1]), least_of(lows[2], lows[3]));
    const double high = least_of(least_of(highs[0], highs[1]), least_of(highs[2], highs[3]));
    if (!held->lost && low > rules->flat * greatest(lows, HOPS) && high > rules->flat * greatest(highs, HOPS)
        && low > rules->faint * held->low && high > rules->faint * held->high) {
        held->low = (lows[0] + lows[1] + lows[2] + lows[3]) / HOPS;
        held->high = (highs[0] + highs[1] + highs[2] + highs[3]) / HOPS;
        held->gap = 0.0;
        held->last = newest;
        see(held, frame, newest);
        held->steady = 1;
        return 1;
    }
    if (copied(rules, frame, before)) return lose(rules, held, count);
    for (int hop = 0; hop < HOPS; hop++) {
        const double part = sqrt(least_of_three(1.0, lows[hop] / held->low, highs[hop] / held->high));
        if (part < 0.95) held->gap += rules->hop_ms * (1 - part);
        const double away = held->gap + (held->gap > rules->beside ? rules->frame_ms * held->lost : 0.0);
        if (away >= rules->pause) return 0;
        if (part > 0.5 && held->lost <= 1) held->last = newest - HOPS + 1 + hop;
        if (part > 0.9) {
            if (held->lost > 1 && !is_same(rules, held, frame, hop, newest)) return 0;
            held->gap = 0.0;
            held->lost = 0;
        }
    }
    if (held->last == newest) see(held, frame, newest);
    return 1;
}

/* gate.py */

static int key_of(const Rules *rules, Call *call, int *row, int *column) {
    const double *means = means_of(call, 0);
    double squares[TONES], powers_before[HOPS], powers_now[HOPS];
    for (int tone = 0; tone < TONES; tone++) squares[tone] = means[tone] * means[tone] + means[tone + 8] * means[tone + 8];
    int low_at = 0, high_at = 4;
    for (int tone = 1; tone < 4; tone++)
        if (squares[tone] > squares[low_at]) low_at = tone;
    for (int tone = 5; tone < 8; tone++)
        if (squares[tone] > squares[high_at]) high_at = tone;
    const double low = squares[low_at], high = squares[high_at];
    if (low < rules->gate || high < rules->gate) return 0;
    if (!(rules->gate_twist_least * low < high && high < rules->gate_twist_most * low)) return 0;
    const Frame *before = frame_of(rules, call, 1), *now = frame_of(rules, call, 0);
    powers(before, low_at, powers_before);
    if (powers_before[HOPS - 1] != 0.0) {
        if (powers_before[HOPS - 1] < rules->gate_before * low) return 0;
        powers(before, high_at, powers_before);
        if (powers_before[HOPS - 1] < rules->gate_before * high) return 0;
    }
    powers(now, low_at, powers_now);
    if (HOPS * low < rules->gate_steady * (powers_now[0] + powers_now[1] + powers_now[2] + powers_now[3])) return 0;
    powers(now, high_at, powers_now);
    if (HOPS * high < rules->gate_steady * (powers_now[0] + powers_now[1] + powers_now[2] + powers_now[3])) return 0;
    *row = low_at;
    *column = high_at - 4;
    return 1;
}

/* tracker.py */

typedef struct {
    int row, column;
    const Frame *frames[MEMORY];
    unsigned lost, blank;
    double lows[SPAN], highs[SPAN];
    long long soonest;
} Candidate;

static long long soonest(const Rules *rules, const Call *call, int row, int column) {
    const Held *last = &call->last;
    const long long from =
        last->row == row && last->column == column ? last->last + (long long)rules->apart : -(long long)SPAN;
    return from - HOPS * call->count + SPAN;
}

static void all_frames(const Rules *rules, Call *call, const Frame **frames) {
    for (int index = 0; index < MEMORY; index++) frames[index] = frame_of(rules, call, MEMORY - 1 - index);
}

static Verdict judge(const Rules *rules, Call *call, int row, int column, const Window *window, double from, double to,
                     double enough, int coarse, Press *press) {
    const Fit high = fit(rules, window, 4 + column, coarse);
    if (hopeless(rules, &high, enough)) return NOTHING;
    const Fit low = fit(rules, window, row, coarse);
    if (!accepted(rules, &low, &high, row, column, enough, !coarse))
        return doubled(rules, &low) || doubled(rules, &high) ? UNTOLD : NOTHING;
    const long long offset = HOPS * call->count - SPAN;
    const int last = window->hops[window->many - 1];
    Held *held = &call->last;
    memset(held, 0, sizeof *held);
    held->row = row;
    held->column = column;
    held->low = low.power;
    held->high = high.power;
    held->shifts[0] = low.shift * rules->tones[row] / rules->hertz;
    held->shifts[1] = high.shift * rules->tones[4 + column] / rules->hertz;
    held->last = offset + last;
    call->holds = 1;
    if (last == SPAN - 1) see(held, window->frames[MEMORY - 1], offset + SPAN - 1);
    press->row = row;
    press->column = column;
    press->begin = most_of(0.0, ((double)offset + from) * HOP / 8000);
    press->end = most_of(0.0, ((double)offset + to) * HOP / 8000);
    return FOUND;
}

static Verdict run(const Rules *rules, Call *call, const Candidate *one, int until, Press *press) {
    Stretch found;
    Window window;
    const unsigned blank = one->blank;
    int there = newest(rules, one->lows, one->highs, SPAN, blank, until, &found);
    if (there && found.first < one->soonest && blank)
        there = newest(rules, one->lows, one->highs, SPAN, 0, until, &found);
    if (!there || found.first < one->soonest) return UNTOLD;
    const int sounds = sounding(&found);
    if (milliseconds(rules, &found, blank) < (sounds ? rules->shortest : rules->shortest_ended)) {
        if (until == SPAN && found.first > SPAN - HOPS && run(rules, call, one, found.first, press) == FOUND)
            return FOUND;
        return alone(rules, &found) ? NOTHING : UNTOLD;
    }
    window.many = inner(rules, &found, blank, window.hops);
    if (window.many < (int)rules->least_inner) return UNTOLD;
    const double enough = rules->enough[window.many < ENOUGHS ? window.many : ENOUGHS - 1];
    if (window.many >= (int)rules->ample) {
        window.many -= sounds ? 1 : 2;
        memmove(window.hops, window.hops + 1, (size_t)window.many * sizeof *window.hops);
    }
    memcpy(window.frames, one->frames, sizeof window.frames);
    window.lost = one->lost;
    const double from = start(&found), to = end(&found);
    Verdict judged = judge(rules, call, one->row, one->column, &window, from, to, enough, 1, press);
    if (judged != FOUND && sounds && window.many >= (int)rules->ample - 1) {
        const double part = found.parts[window.hops[window.many - 1]];
        if (rules->full <= part && part < rules->whole) {
            window.many -= 1;
            judged = judge(rules, call, one->row, one->column, &window, from, to, enough, 1, press);
        }
    }
    if (judged != FOUND) return UNTOLD;
    call->last.aligned = is_aligned(rules, from, one->lows) ? call->count + (long long)rules->aligned_for : 0;
    return FOUND;
}

static int coherent(const Rules *rules, const Call *call, int *row, int *column) {
    complex_ tones[TONES][3];
    double sums[TONES];
    int low_at = 0, high_at = 4;
    for (int tone = 0; tone < TONES; tone++) {
        for (int index = 0; index < 3; index++) {
            const double *means = means_of(call, 2 - index);
            const complex_ one = {means[tone], means[tone + TONES]};
            tones[tone][index] = index ? times(one, rules->ages[index][tone]) : one;
        }
        sums[tone] = size(plus(plus(tones[tone][0], tones[tone][1]), tones[tone][2]));
        if (tone < 4 ? sums[tone] > sums[low_at] : sums[tone] > sums[high_at]) *(tone < 4 ? &low_at : &high_at) = tone;
    }
    for (int turn = 0; turn < 2; turn++) {
        const int tone = turn ? low_at : high_at;
        const double least = turn ? rules->coherent_low : rules->coherent_high;
        const double first = size(tones[tone][0]), second = size(tones[tone][1]), third = size(tones[tone][2]);
        if (second < rules->ago * third
            || sums[tone] * sums[tone] < least * 3 * (first * first + second * second + third * third))
            return 0;
    }
    *row = low_at;
    *column = high_at - 4;
    return 1;
}

static int hidden(const Rules *rules, Call *call, Press *press) {
    int row, column;
    if (call->holds || !coherent(rules, call, &row, &column)) return 0;
    int longest = 0;
    for (int at = 0; at < WINDOWS; at++)
        if ((int)rules->enough_hidden[at][0] > longest) longest = (int)rules->enough_hidden[at][0];
    if (SPAN - longest < soonest(rules, call, row, column)) return 0;
    Window window;
    all_frames(rules, call, window.frames);
    window.lost = copies(rules, window.frames, MEMORY, row, column);
    for (int at = 0; at < WINDOWS; at++) {
        const int hops = (int)rules->enough_hidden[at][0];
        window.many = hops;
        for (int hop = 0; hop < hops; hop++) window.hops[hop] = SPAN - hops + hop;
        const Verdict judged = judge(rules, call, row, column, &window, SPAN - hops - 1, SPAN,
                                     rules->enough_hidden[at][1], 0, press);
        if (judged != NOTHING) return judged == FOUND;
    }
    return 0;
}

/* What two frames tell: NOTHING for tones that are there for too short a time and hide none, FOUND where other sound
 * may hide more of them, UNTOLD when two frames do not tell. */
static Verdict brief(const Rules *rules, Call *call, int row, int column) {
    const Frame *frames[3] = {frame_of(rules, call, 2), frame_of(rules, call, 1), frame_of(rules, call, 0)};
    double lows[2 * HOPS], highs[2 * HOPS];
    Stretch found;
    for (int frame = 0; frame < 2; frame++) {
        powers(frames[1 + frame], row, lows + frame * HOPS);
        powers(frames[1 + frame], 4 + column, highs + frame * HOPS);
    }
    if ((lows[1] == 0.0 && lows[2] == 0.0 && lows[3] == 0.0) || copies(rules, frames, 3, row, column)) return UNTOLD;
    if (!newest(rules, lows, highs, 2 * HOPS, 0, 2 * HOPS, &found)) return FOUND;
    if (!found.bounded || found.first > HOPS) return UNTOLD;
    if (found.first + SPAN - 2 * HOPS < soonest(rules, call, row, column)) return FOUND;
    if (milliseconds(rules, &found, 0) >= (sounding(&found) ? rules->shortest : rules->shortest_ended)) return UNTOLD;
    return alone(rules, &found) ? NOTHING : FOUND;
}

static int look(const Rules *rules, Call *call, int row, int column, Press *press) {
    if (call->holds && (call->last.steady || (call->last.row == row && call->last.column == column))) return 0;
    const Verdict told = brief(rules, call, row, column);
    if (told != UNTOLD) return told == FOUND && hidden(rules, call, press);
    Candidate one;
    one.row = row;
    one.column = column;
    all_frames(rules, call, one.frames);
    one.lost = copies(rules, one.frames, MEMORY, row, column);
    if (one.lost >> (MEMORY - 1) & 1) return 0;
    for (int index = 0; index < MEMORY; index++) {
        powers(one.frames[index], row, one.lows + index * HOPS);
        powers(one.frames[index], 4 + column, one.highs + index * HOPS);
    }
    if (one.lost) {
        silence(one.lows, one.lost);
        silence(one.highs, one.lost);
    }
    one.blank = blanks(one.lows);
    one.soonest = soonest(rules, call, row, column);
    const Verdict judged = run(rules, call, &one, SPAN, press);
    return judged == UNTOLD ? hidden(rules, call, press) : judged == FOUND;
}

/* detector.py */

static int step(const Rules *rules, Call *call, const char *frame, Press *press) {
    int row, column;
    memmove(call->sound, call->sound + FRAME, (KEPT - FRAME) * sizeof *call->sound);
    for (int at = 0; at < FRAME; at++) {
        const unsigned low = (unsigned char)frame[2 * at], high = (unsigned char)frame[2 * at + 1];
        call->sound[KEPT - FRAME + at] = (int16_t)(uint16_t)(low | high << 8);
    }
    call->count += 1;
    make_means(rules->means, call->sound + KEPT - WIDTH, call->means[place_of(call->count)]);
    if (call->holds)
        call->holds = goes_on(rules, &call->last, frame_of(rules, call, 0), frame_of(rules, call, 1), call->count);
    return key_of(rules, call, &row, &column) && look(rules, call, row, column, press);
}

/* Python */

typedef struct {
    PyObject_HEAD
    Rules *rules;
    Call *calls;
    Py_ssize_t many;
} Core;

static int take_numbers(Rules *rules, PyObject *numbers) {
    static const struct { const char *name; size_t at; } places[] = {
#define number(name) {#name, offsetof(Rules, name)},
        NUMBERS(number)
#undef number
    };
    for (size_t at = 0; at < sizeof places / sizeof *places; at++) {
        PyObject *found = PyDict_GetItemString(numbers, places[at].name);
        if (!found) {
            PyErr_Format(PyExc_ValueError, "the rules lack %s", places[at].name);
            return -1;
        }
        const double number = PyFloat_AsDouble(found);
        if (number == -1.0 && PyErr_Occurred()) return -1;
        memcpy((char *)rules + places[at].at, &number, sizeof number);
    }
    return 0;
}

static int take_tables(Rules *rules, PyObject *tables) {
    static const struct { const char *name; size_t at, bytes; } places[] = {
#define table(name) {#name, offsetof(Rules, name), sizeof ((Rules *)0)->name}
        table(tones), table(enough), table(enough_hidden), table(turns), table(ages), table(gains), table(ratios),
        table(means), table(taps),
#undef table
    };
    for (size_t at = 0; at < sizeof places / sizeof *places; at++) {
        PyObject *found = PyDict_GetItemString(tables, places[at].name);
        Py_buffer view;
        if (!found) {
            PyErr_Format(PyExc_ValueError, "the tables lack %s", places[at].name);
            return -1;
        }
        if (PyObject_GetBuffer(found, &view, PyBUF_SIMPLE) < 0) return -1;
        const int fits = (size_t)view.len == places[at].bytes;
        if (fits) memcpy((char *)rules + places[at].at, view.buf, places[at].bytes);
        PyBuffer_Release(&view);
        if (!fits) {
            PyErr_Format(PyExc_ValueError, "table %s has another size than it must", places[at].name);
            return -1;
        }
    }
    return 0;
}

static PyObject *core_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(named)) {
    Py_ssize_t many;
    PyObject *numbers, *tables;
    if (!PyArg_ParseTuple(args, "nO!O!", &many, &PyDict_Type, &numbers, &PyDict_Type, &tables)) return NULL;
    if (many < 1 || many > PY_SSIZE_T_MAX / (Py_ssize_t)sizeof(Call)) {
        PyErr_SetString(PyExc_ValueError, "at least one call is needed");
        return NULL;
    }
    const allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Core *self = (Core *)allocate(type, 0);
    if (!self) return NULL;
    self->rules = PyMem_Calloc(1, sizeof *self->rules);
    self->calls = PyMem_Calloc((size_t)many, sizeof *self->calls);
    self->many = many;
    if (!self->rules || !self->calls) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    if (take_numbers(self->rules, numbers) < 0 || take_tables(self->rules, tables) < 0) {
        Py_DECREF(self);
        return NULL;
    }
    for (Py_ssize_t at = 0; at < many; at++) {
        Call *call = &self->calls[at];
        call->last.row = call->last.column = -1;
        call->last.last = -SPAN;
        for (int age = 0; age < MEMORY; age++) call->made[place_of(MEMORY - age)] = -age; /* silence */
    }
    return (PyObject *)self;
}

static void core_free(PyObject *object) {
    Core *self = (Core *)object;
    PyTypeObject *type = Py_TYPE(object);
    PyMem_Free(self->rules);
    PyMem_Free(self->calls);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(object);
    Py_DECREF(type);
}

static PyObject *core_feed(PyObject *object, PyObject *sound) {
    Core *self = (Core *)object;
    Py_buffer view;
    if (PyObject_GetBuffer(sound, &view, PyBUF_C_CONTIGUOUS) < 0) return NULL;
    if (view.len != self->many * FRAME * 2) {
        PyBuffer_Release(&view);
        PyErr_SetString(PyExc_ValueError, "feed one frame of 320 bytes for each call");
        return NULL;
    }
    PyObject *found = PyList_New(0);
    for (Py_ssize_t at = 0; found && at < self->many; at++) {
        Press press;
        if (!step(self->rules, &self->calls[at], (const char *)view.buf + at * FRAME * 2, &press)) continue;
        PyObject *one = Py_BuildValue("(niidd)", at, press.row, press.column, press.begin, press.end);
        if (!one || PyList_Append(found, one) < 0) Py_CLEAR(found);
        Py_XDECREF(one);
    }
    PyBuffer_Release(&view);
    return found;
}

static PyMethodDef core_methods[] = {
    {"feed", core_feed, METH_O,
     "feed(frames) -> [(call, row, column, begin, end), ...]\n\n"
     "One frame of each call, 160 samples of 16 bits, little-endian, one call after another."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot core_slots[] = {
    {Py_tp_doc, "Core(calls, numbers, tables): the detectors of some calls, see ivr.sound.dtmf.compiled."},
    {Py_tp_new, core_new},
    {Py_tp_dealloc, core_free},
    {Py_tp_methods, core_methods},
    {0, NULL},
};

static PyType_Spec core_spec = {
    .name = "ivr.sound.dtmf._core.Core",
    .basicsize = sizeof(Core),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = core_slots,
};

static int module_exec(PyObject *module) {
    PyObject *type = PyType_FromSpec(&core_spec);
    if (!type) return -1;
    const int failed = PyModule_AddType(module, (PyTypeObject *)type);
    Py_DECREF(type);
    return failed;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, module_exec}, {0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "_core", .m_doc = "DTMF detectors in C.", .m_slots = module_slots,
};

PyMODINIT_FUNC PyInit__core(void) { return PyModuleDef_Init(&module); }
