"""The fine spoilt."""

from __future__ import annotations

import re

from assistant.law.money import capital

from ..samples import Sample
from ..tools import decision, fine_of, imposes, insert_after, last, operator, set_fine, sub, swap, text_of


@operator("大写与数字不符：改数字", "fine.capital_equals_digits")
def digits_unlike_capitals(sample: Sample) -> Sample | None:
    fine = fine_of(sample)
    return sub(sample, rf"(（￥?){fine}元）", rf"\g<1>{fine + 1000}元）") if fine else None


@operator("大写与数字不符：改大写", "fine.capital_equals_digits")
def capitals_unlike_digits(sample: Sample) -> Sample | None:
    fine = fine_of(sample)
    return swap(sample, capital(fine), capital(fine + 10000)) if fine else None


@operator("罚款比法定最低少一元", "fine.within_statutory")
def one_yuan_below(sample: Sample) -> Sample | None:
    floor = sample.assessment.violations[0].fine.min
    return set_fine(sample, floor - 1) if floor and imposes(sample) else None


@operator("罚款比法定最高多一元", "fine.within_statutory")
def one_yuan_above(sample: Sample) -> Sample | None:
    ceiling = sample.assessment.violations[0].fine.max
    return set_fine(sample, ceiling + 1) if ceiling and imposes(sample) else None


@operator(
    "只有一处罚款数额改了（大小写都改）",
    "fine.consistent",
    "numbers.from_case",
    "fine.not_above_notice",
    "fine.within_statutory",
    "disc.equals_computed",
)
def one_mention_differs(sample: Sample) -> Sample | None:
    fine = fine_of(sample)
    if fine is None or not imposes(sample):
        return None
    spoilt = last(sample, capital(fine), capital(fine + 5000))
    if spoilt is None:
        return None
    return last(spoilt, f"{fine}元", f"{fine + 5000}元")


@operator("幅度内的罚款与裁量计算不符", "disc.equals_computed")
def fine_not_as_computed(sample: Sample) -> Sample | None:
    result = sample.assessment.violations[0].fine
    if result.suggested is None or result.max is None or not imposes(sample) or fine_of(sample) != result.suggested:
        return None
    return set_fine(
        sample, result.suggested + 7000 if result.suggested + 7000 <= result.max else result.suggested - 7000
    )


@operator("罚款只写数字，不写大写", "fine.in_capitals")
def capitals_left_out(sample: Sample) -> Sample | None:
    fine = fine_of(sample)
    if fine is None or not imposes(sample):
        return None
    return sub(sample, rf"人民币{capital(fine)}[（(]￥?{fine}元[）)]", f"{fine}元", count=0)


@operator("没有写罚款数额", "fine.imposed", "form.placeholder")
def amount_left_out(sample: Sample) -> Sample | None:
    fine = fine_of(sample)
    if fine is None or not imposes(sample):
        return None
    return sub(sample, rf"罚款人民币{capital(fine)}[（(]￥?{fine}元[）)]", "行政处罚", count=0)


@operator("数额写成约数，读不出来", "fine.judged")
def amount_unreadable(sample: Sample) -> Sample | None:
    fine = fine_of(sample)
    return sub(sample, rf"人民币{capital(fine)}[（(]￥?{fine}元[）)]", "2万余元") if fine else None


@operator("告知的罚款低于决定的罚款", "fine.not_above_notice")
def told_less_than_decided(sample: Sample) -> Sample | None:
    fine = fine_of(sample)
    if not decision(sample) or fine is None or fine < 4000:
        return None
    told = fine - 3000
    if "告知拟罚款" in sample.text:
        return sub(sample, r"告知拟罚款人民币[^（]+（￥\d+元）", f"告知拟罚款人民币{capital(told)}（￥{told}元）")
    return insert_after(sample, r"告知拟作决定的[^，。]*", f"，告知拟对当事人罚款人民币{capital(told)}（{told}元）")


@operator("分期各期之和与合计不符", "fine.total")
def instalments_do_not_add_up(sample: Sample) -> Sample | None:
    if sample.kind != "deferral":
        return None
    words = "分期缴纳：第一期缴纳100000元，第二期缴纳50000元，合计160000元。\n"
    return insert_after(sample, r"缴纳罚款[^\n]*\n", words)


@operator("按日连续处罚的总额算错", "fine.daily", "disc.arithmetic")
def daily_total_wrong(sample: Sample) -> Sample | None:
    match = re.search(r"连续处罚[^，。]*日，罚款人民币(?P<capital>[^（]+)（(?P<digits>\d+)元）", sample.text)
    if not match:
        return None
    other = int(match["digits"]) + 10000
    return text_of(
        sample,
        sample.text.replace(match["capital"], capital(other)).replace(f"（{match['digits']}元）", f"（{other}元）"),
    )
