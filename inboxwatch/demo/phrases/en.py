"""English: Carol and Liam, Ben and Priya, Erik of the supplier."""

from __future__ import annotations

from inboxwatch.demo.phrases.shape import Phrases, Topic

CAROL = (
    Topic(
        "Invoice {n}: which cost centre?",
        "Invoice {n} from Norrlab landed on my desk without a cost centre. Which one should I book it on? "
        "The payment run closes tomorrow.",
        "Please book it on 4420, calibration. I have added the number to the order so that it prints next time.",
    ),
    Topic(
        "Delivery note for {n}",
        "I have the invoice for order {n} but no delivery note. Could you send me a copy?",
        "Here it is. The driver had left it with reception, sorry for the detour.",
    ),
    Topic(
        "Credit note {customer}",
        "{customer} says we promised them a credit note for the late {item}. Do you know how much was agreed?",
        "Eight per cent of the order value, agreed by phone last week. I will forward you my note of the call.",
    ),
    Topic(
        "Two invoices for the same {item}",
        "There are two invoices for one {item}, both numbered {n}. Can you tell me which of them is right?",
        "The second one. The first still had the old price; Norrlab has confirmed that it is cancelled.",
    ),
    Topic(
        "Month end: open purchase orders",
        "I am closing the month. Could you let me know which of your open purchase orders will still arrive this week?",
        "Only {n}. Everything else moves to next month, you can leave it out of the accruals.",
    ),
    Topic(
        "Freight costs {customer}",
        "Who pays the freight for {customer}, we or they? The order {n} does not say.",
        "They do, carriage forward. I have corrected the order.",
    ),
)
LIAM = (
    Topic(
        "Lead time {item}",
        "{customer} wants ten of the {item}. What lead time can I promise them?",
        "Three weeks if they order before Friday, five after that. The housings are the bottleneck.",
    ),
    Topic(
        "Demo unit for {customer}",
        "Is there a {item} that I could take to {customer} on Tuesday? It may have scratches, it only has to work.",
        "Take the one from the training room, it was calibrated last month. Please sign the list at the desk.",
    ),
    Topic(
        "Order {n}, still on time?",
        "{customer} asks whether order {n} still ships this week. What can I tell them?",
        "It does: Thursday with the afternoon collection. Tracking follows automatically.",
    ),
    Topic(
        "Price list for the {item}",
        "Do we have an approved price for the {item} with the long probe? I can only find last year's list.",
        "Yes, 1,840 net from ten pieces. The new list is in the sales folder since yesterday.",
    ),
    Topic(
        "Special label for {customer}",
        "{customer} needs their own part numbers on the boxes. Can the warehouse do that, and what do you "
        "need from me?",
        "They can. Send me the list as a table, one line for each article, and we print them from the next order on.",
    ),
    Topic(
        "Return of {n}",
        "{customer} would like to send one {item} back unopened. Do we take it, and at whose cost?",
        "We take it within 30 days, they pay the way back. The return number is R-{n}.",
    ),
)
BEN = (
    Topic(
        "Pallet without papers",
        "There is a pallet of {item} in goods in with no papers at all. Is that ours? I need the bay by tonight.",
        "It is the replacement for {customer}. Book it on {n}, the papers come by mail.",
    ),
    Topic(
        "Short delivery {n}",
        "Norrlab sent 18 instead of 20 on {n}. Shall I book it in as it is or send it back?",
        "Book in the 18, please. I have told Erik, the rest comes with the next truck.",
    ),
    Topic(
        "Forklift inspection",
        "The forklift inspector can come on Wednesday or Thursday. Which day suits you better?",
        "Thursday, please, on Wednesday we have two containers.",
    ),
    Topic(
        "Damaged boxes, order {n}",
        "Two boxes of order {n} arrived crushed. I took photos. What do you want me to do with them?",
        "Put them aside, do not open them. The carrier sends somebody to look at them.",
    ),
    Topic(
        "Late truck",
        "The truck for {customer} is only here at six. Can somebody stay and open the gate?",
        "Marta stays until half past six. Thanks for telling us in good time.",
    ),
)
PRIYA = (
    Topic(
        "Server maintenance, your shipping labels",
        "We would like to restart the label server on Thursday at noon for ten minutes. Is that all right for you?",
        "Noon is fine, the carrier only comes at two. I tell the warehouse.",
    ),
    Topic(
        "Access for the new planner",
        "Which rights does the new planner need in the order system: the same as yours, or read-only?",
        "The same as mine, but without the price lists, please.",
    ),
    Topic(
        "Old report 'OPS-{n}'",
        "The report OPS-{n} has not been opened since last summer. May I switch it off?",
        "Yes, please do. The new one has all of its columns.",
    ),
    Topic(
        "Your laptop replacement",
        "Your laptop is due for replacement. Could you tell me which week would be the least bad one?",
        "The first week of June. I would need it back by the Thursday for the stock count.",
    ),
    Topic(
        "Scanner firmware",
        "The hand scanners need an update that takes an hour. Can you name an hour in which nobody needs them?",
        "Tuesday from 13 to 14 o'clock, during the lunch break of the early shift.",
    ),
)
ERIK = (
    Topic(
        "Your order {n}",
        "The {item} of your order {n} is sold out until the end of the month. Would you accept the successor "
        "at the same price?",
        "Yes, the successor is fine, if it has the same connector. Please confirm that on the order.",
    ),
    Topic(
        "Delivery window",
        "Our driver could be with you on Monday between 7 and 8. Is somebody there that early?",
        "The warehouse opens at seven, gate 2. Ask for Marta.",
    ),
    Topic(
        "Drawing for {n}",
        "We need revision C of the drawing for {n} before we can start. Could you please send it?",
        "Attached. Note the new tolerance on the flange, that is the only change.",
    ),
    Topic(
        "Forecast for the third quarter",
        "Could you let me have a rough forecast of {item} for the third quarter? A number on a napkin will do.",
        "About 140 pieces, most of them in August. It is a napkin, please do not quote me.",
    ),
)
MIRA = (
    Topic(
        "Delivery slots next week",
        "which days next week are bad for a second truck? I can still move it.",
        "Only Tuesday. On the other days we have room after eleven.",
    ),
    Topic(
        "Customer visit {customer}",
        "when does {customer} arrive on Thursday? I would like to have the hall swept.",
        "About ten, four people.",
    ),
    Topic(
        "Order {n}",
        "is there anything about order {n} that I should know before I release it?",
        "No, it is as the last one.",
    ),
)

PHRASES = Phrases(
    topics={"Carol": CAROL, "Liam": LIAM, "Ben": BEN, "Priya": PRIYA, "Erik": ERIK, "Mira": MIRA},
    hello=("Hi {name},", "Hello {name},", "Morning {name},", "{name},"),
    bye=("Best,", "Thanks,", "Kind regards,", "Cheers,", "Thank you!"),
    chaser=(
        "Did you get a chance to look at this?",
        "Just checking on the mail below, could you let me know?",
        "Sorry to be a nuisance, is there any news on this?",
        "Any update? They are asking me again.",
    ),
    holding=(
        "Got it, I am looking into it.",
        "Thanks, received. I have to ask the warehouse first and will come back to you.",
        "Seen it, give me a little time to check.",
    ),
    thanks=("Perfect, thank you!", "Great, thanks Mira.", "Brilliant, that is all I needed.", "Many thanks, done."),
    fyi=(
        (
            "Stock count, week plan",
            "For your information: the plan for the stock count is on the share. Nothing to do for you.",
        ),
        ("Canteen closed on Friday", "FYI, the canteen stays closed on Friday. No need to reply."),
        ("Minutes of Monday's meeting", "Here are the minutes of Monday's meeting, just for your files."),
    ),
)
