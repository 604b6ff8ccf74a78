"""Plain everyday English workplace mail: what any sensible person would answer, and what nobody would.

None of these was learnt from (`training/everyday.py` has others); they guard the trained model against odd corners of
the labelled sets.
"""

from __future__ import annotations

import pytest

from inboxwatch.classifier import classify
from inboxwatch.classifier.labelled import mail_of
from inboxwatch.model import Owner, Verdict

OWNER = Owner(frozenset({"ada@corp.example"}), ("Ada Lovelace",))

NEEDS_REPLY = [
    "Can you send me the presentation from yesterday?",
    "Could you please book the meeting room for Thursday at two?",
    "Please send me your hours for last week.",
    "Please let me know if you can make it on Friday.",
    "Hi Ada,\n\ndo you have the phone number of the landlord?\n\nThanks\nBo",
    "Are you joining the call this afternoon?",
    "When is the deadline for the grant application?",
    "Which supplier did we use for the chairs?",
    "How do I reset my voicemail?",
    "What is the status of ticket 4711?",
    "Who should I talk to about parking?",
    "Where did you put the label maker?",
    "Why does the report show two totals?",
    "Did you have a chance to read my proposal?",
    "Have you signed the lease yet?",
    "Is Thursday OK for the interview?",
    "Would it be possible to get a second monitor?",
    "Would you be able to join us for the demo on Monday?",
    "Do you agree with the changes in section three?",
    "Can I use your desk tomorrow while you are away?",
    "May I share the numbers with the auditors?",
    "Shall I order sandwiches for the workshop?",
    "Should we invite the Berlin office too?",
    "I need your approval for the travel request.",
    "I need the cost estimate by noon.",
    "We need a decision on the logo today.",
    "I am waiting for your input on chapter two.",
    "We are still waiting for the signed copy.",
    "I was wondering if you could help me with the pivot table.",
    "I'd be grateful if you could review the attached summary.",
    "I would like to know when you plan to visit the plant.",
    "Let me know what you think about the new slogan.",
    "Let us know how many licences you need.",
    "Tell me when you are free, I need ten minutes of your time.",
    "Just checking in on the invoice from March. Has it been paid?",
    "Any update on the replacement part?",
    "Reminder: please submit your goals by Wednesday.",
    "Hello Ada,\n\nthe customer has not received the manual. Can you look into it?\n\nBest\nBo",
    "The heating in room 12 does not work. Could you send someone?",
    "Attached is the draft agreement. Please review it and send me your comments.",
    "Attached is the offer. Can we accept it?",
    "Thanks for the photos! Could you also send the one with the team?",
    "Sorry to bother you again, but I still do not have access to the wiki. Can you add me?",
    "Quick question: do we charge VAT on this one?",
    "Please confirm that you received the parcel.",
    "Please call me back when you can, it is about the audit.",
    "Could you forward this to the right person and copy me?",
    "What time shall we leave tomorrow?",
    "Would you prefer the window seat or the aisle?",
    "Can you take over the newsletter this month?",
    "Do you know whether the gym is open on Sundays?",
    "Could we push our meeting to three?",
]
NO_REPLY = [
    "Thanks!",
    "Thank you so much for your help with the move.",
    "Got it, thanks.",
    "Received with thanks.",
    "Great work, everyone.",
    "Sounds great, see you then.",
    "Yes, please go ahead.",
    "Yes, I can do that.",
    "No, that is not necessary.",
    "Done.",
    "All good now.",
    "I'm on it.",
    "It works now, thank you.",
    "See you tomorrow.",
    "The keys are at reception.",
    "The report is attached.",
    "Please find the agenda attached.",
    "Here are the slides from this morning.",
    "Here is the address: 12 Mill Lane, second floor.",
    "FYI, the supplier raised the prices by two percent.",
    "For your information, the lift is being repaired this week.",
    "Just so you know, I moved the files to the archive.",
    "The meeting has been moved to room 4.",
    "The office will be closed on Monday because of the holiday.",
    "The system will be down for maintenance on Saturday from ten to twelve.",
    "I have added you to the distribution list.",
    "I have paid the invoice this morning.",
    "I talked to Carol and she is fine with it.",
    "We signed the contract yesterday.",
    "We won the tender!",
    "The order arrived today, everything is complete.",
    "As requested, I have cancelled the subscription.",
    "I will send you the numbers tomorrow.",
    "I will be on holiday next week; Carol stands in for me.",
    "I'll be ten minutes late.",
    "Dear all,\n\nI am happy to announce that Eve becomes head of logistics.\n\nBest regards\nCarol",
    "Welcome aboard, Dan!",
    "Congratulations on your anniversary!",
    "Have a great weekend!",
    "Safe travels!",
    "No rush and no need to reply, just wanted you to have it.",
    "Problem solved, please disregard my earlier message.",
    "Here is the document you asked for. Let me know if you have any questions.",
    "The answer is yes, we ship to Ireland.",
    "The total is 4,300 euros including tax.",
    "Our stand is number 27, next to the entrance.",
    "I agree, let's do it that way.",
    "Good idea.",
    "That was a very nice evening, thank you for the invitation.",
    "The minutes are on the shared drive.",
    "I asked IT about the printer and they replaced the drum.",
    "Nothing new from the customer so far.",
]


def read(text: str) -> Verdict:
    """The verdict on a text from a colleague."""
    row = {"text": text, "to": ["ada@corp.example"], "from": "bo@corp.example", "subject": "Office"}
    return classify(mail_of(row), OWNER)


@pytest.mark.parametrize("text", NEEDS_REPLY)
def test_needs_a_reply(text: str) -> None:
    assert read(text).score >= 0.5


@pytest.mark.parametrize("text", NO_REPLY)
def test_needs_no_reply(text: str) -> None:
    assert read(text).score < 0.5
