"""Plain short workplace mail, written for this project: what the labelled sets have too little of.

The sets are of 1998-2002, of students and of marketing; without these, "I need the figures by Friday" from a colleague
would be judged by mail that is nothing like it. They are only ever learnt from, never judged on; the guard test has
others (`tests/test_classifier_everyday.py`).
"""

from __future__ import annotations

NEEDS_REPLY = """
Hi Ada, I need the signed timesheet by Tuesday. Thanks, Bo
We still wait for your answer on the hotel booking.
I am still waiting for your comments on the draft.
I wonder whether you could spare a power supply.
I was wondering whether the projector is free on Monday.
We need your go-ahead before we can order.
I need to know how many chairs to order.
I'd need the slides before the review on Thursday. Regards, Bo
Could you have a look at the ticket from Eve?
Can you check whether the backup ran last night?
Would you mind sending me the latest version of the plan?
Please have a look and tell me if anything is missing.
Please return the key when you are done and confirm by mail.
Hello Ada,\n\nplease send the invoice again, the attachment was empty.\n\nKind regards\nBo
Can we talk about the budget tomorrow at ten?
Shall we meet in the small room or in the canteen?
Do you still have the old printer?
Did you get my mail about the door codes?
Have you heard from the supplier?
Is the order on its way?
Are the figures final?
Is it all right if I take Friday off?
When will the new laptops arrive?
Where do I find the form for travel expenses?
Who takes over the stand on Saturday?
Which of the two offers shall we take?
What do you think of the new layout?
How many people will come to the workshop?
How should we answer the customer?
Why was the order cancelled?
Any news on the contract?
Any idea why the login fails?
Let me know which date suits you best.
Let me know if Wednesday works for you.
Tell me what you need and I will order it.
Give me a call when you are back at your desk, I have a question about the audit.
I'd like to hear your opinion before we decide.
I would appreciate your feedback by the end of the week.
It would be great if you could update the list today.
It would help if you sent me the numbers for May.
If you have a minute, could you look over the attached text?
I hope you can join us on Thursday, please confirm.
You wanted to send me the address of the caterer. Could you do that today?
Just a reminder: I still need your holiday dates.
Gentle reminder, the survey is due today and yours is missing.
I have not heard back from you on the quote.
Following up on my mail of Monday: can we ship?
The printer on the second floor is broken again. Can somebody from your team fix it?
My account is locked. Can you unlock it?
I cannot open the shared folder. Please give me access.
The attached order needs your approval.
For your signature: the contract with the cleaning company. Please sign and send it back.
Attached is the draft. Your comments by Friday, please.
Attached is the revised offer. Are you fine with the price?
Thanks for the list. Could you add the phone numbers?
Thank you, that was quick! One more question: does the price include shipping?
Good morning, the customer asks for a discount of five percent. May I agree?
We ran out of toner. Please order two.
Can you cover my shift on Sunday?
Hi Ada,\n\nquick one: is the meeting at nine or at ten?\n\nBo
Ada, your thoughts?
Could somebody tell me who has the key of the archive?
The new colleague starts on Monday. Would you show her around?
I suggest we move the call to four. OK with you?
Can I count on you for the release on Tuesday?
Please book a table for six at noon.
Do we have a spare headset for the interview?
Does the new rate apply from June on?
Will you be in the office tomorrow?
Could we have the room until six?
Please advise how to proceed with the returned goods.
Kindly send us the completed form.
Do not forget to send me your receipts.
Ask Carol whether she is free and tell me.
I need help with the export, it stops at row 400.
There are two vendors left. Which one do you prefer?
We have to decide on the venue this week. Your vote, please.
"""
NO_REPLY = """
Thanks a lot, that solved it.
Thank you, received.
Perfect, thanks!
Great, see you on Monday.
Sounds good to me.
Fine with me.
No problem, take your time.
You're welcome.
OK, will do.
Yes, that works.
Yes, Tuesday is fine.
No, we do not have any left.
I have sent it to Carol this morning.
I fixed the link, it works again.
The file is in the shared folder now.
Here are the minutes of today's meeting.
Attached you will find the signed contract.
Here is the list you asked for. Let me know if you need anything else.
As discussed, I have booked the room for Thursday.
The order was shipped yesterday and should arrive tomorrow.
The meeting is at ten, not at nine.
It is in the second drawer on the left.
The price includes shipping.
The customer has paid.
The printer works again.
We decided to take the second offer.
Just to let you know that the delivery came this morning.
For information only: the gate is closed on Sunday.
FYI, the new price list is out.
I will be out of the office on Friday afternoon.
I am working from home today.
The canteen is closed next week because of repairs.
The fire drill takes place on Wednesday at eleven.
The lift will be out of order until Friday.
Please note that the office closes at three on Friday.
Dear all,\n\nwe welcome Dan, who joins the sales team today.\n\nBest regards\nCarol
Dear colleagues,\n\nthe results of the quarter are better than planned. Thank you all for your work.\n\nCarol
Congratulations on the new job!
Happy birthday, Ada!
Have a good trip.
Get well soon.
Enjoy your holidays.
I'm running five minutes late.
On my way.
Good point, I had not thought of that.
I agree with Carol.
That is good news.
I have asked Carol, she will take care of it.
Never mind, I found it.
Please ignore my last mail, I attached the wrong file.
No need to answer, it is only for your files.
The issue is solved, no action needed on your side.
I have updated the plan as you asked. If you have any questions, just call me.
Thanks for your help yesterday, the customer was very happy. Regards, Bo
Sorry for the late reply, here are the figures for May.
We have received your order and will send it on Monday.
Your request was forwarded to the purchasing team.
The training was moved to the fourth of June.
The parcel for you is at the front desk.
The numbers are in the attached sheet. Please feel free to share them with your team.
I'll send you the draft tomorrow.
I'll take care of it this afternoon.
We can talk about it on Monday.
Thanks for letting me know.
It was nice to meet you yesterday.
Dan wanted to know whether we have a spare desk, and I told him yes.
The question was whether we deliver to Norway. We do.
Please find enclosed the signed form.
Please see the attached summary of the call.
Please find below the link to the recording.
Yes, please do.
Please do, thank you.
Last week I asked the supplier for a new quote. It came in today and I filed it.
The server is up again after last night's maintenance.
Here is the photo from the party. It was a great evening!
My new phone number is on the intranet.
The contract was signed by both sides this morning, so we can start next week as planned.
Carol and I went through the list yesterday. All items are closed.
"""
COPIED = """
Hi Dan, here is the schedule. Ada, please check the dates.
Dan, the offer is attached. Ada, can you approve it?
Hi Dan and Ada, could one of you send me the floor plan?
Dan, thanks! @Ada: is this all right for you?
Hello Dan, we need Ada's signature as well. Ada, could you sign it today?
Hi both, when can we meet about the stand?
Dan will prepare the room. Ada, please bring the projector.
Hi Dan, I forwarded it to Ada. Ada, what do you say?
"""
"""Needs a reply too, with the owner in Cc and somebody else in To."""


def texts(block: str) -> list[str]:
    """The mails of a block, one a line."""
    return [line.replace("\\n", "\n") for line in block.strip().splitlines()]
